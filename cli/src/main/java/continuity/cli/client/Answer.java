package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;

/**
 * What the API answered.
 *
 * @param body missing when the answer was no JSON
 */
record Answer(int status, JsonNode body) {

    boolean isDone() {
        return status >= 200 && status < 300;
    }

    /** Several instances fit. */
    boolean isAmbiguous() {
        return status == 300;
    }

    boolean isNotFound() {
        return status == 404;
    }

    /** The kind of refusal, as the API names it; empty when it does not. */
    String code() {
        return body.path("code").asText();
    }

    /** The refusal in one sentence, with what can be done about it. */
    CommandFailed refusal() {
        return refusal(cure());
    }

    /** @param cure what can be done about it, a sentence; empty for nothing */
    CommandFailed refusal(String cure) {
        var detail = body.path("detail").asText(body.path("title").asText("The answer was HTTP " + status));
        var exitCode = status == 502 || status == 503 || status == 504 ? ExitCode.NOT_REACHABLE : ExitCode.FAILED;
        var separator = detail.endsWith(".") ? " " : ". ";
        return new CommandFailed(exitCode, cure.isEmpty() ? detail : detail + separator + cure);
    }

    private String cure() {
        return switch (code()) {
            case "unauthorized" -> "Set CONTINUITY_TOKEN, or use the data directory of the running system (--data).";
            case "token_revoked" -> "Set CONTINUITY_TOKEN to another one.";
            case "token_not_found" -> "./continuity token list shows what there is.";
            case "forbidden" -> "Another token may do this: set CONTINUITY_TOKEN.";
            case "instance_not_found" -> "./continuity list shows what there is.";
            case "unavailable" -> "Try again in a moment; ./continuity status shows what is wrong.";
            default -> status == 401 ? "Set CONTINUITY_TOKEN." : "";
        };
    }
}
