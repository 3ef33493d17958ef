package continuity.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.cli.terminal.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How values of the API are shown to people. */
final class Wording {

    /** For what is not known. */
    static final String UNKNOWN = Figures.UNKNOWN;

    private Wording() {}

    /** A text field, or a dash. */
    static String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isMissingNode() || value.isNull() || value.asText().isEmpty() ? UNKNOWN : value.asText();
    }

    /**
     * {@code active}, or of an agent that is silent because it works: {@code quiet, running Bash for 7 min}; of one
     * that another goes on with: {@code taken over}.
     */
    static String status(JsonNode instance) {
        if (instance.path("superseded_by").isTextual()) {
            return "taken over";
        }
        var running = instance.path("running");
        if (!instance.path("quiet").asBoolean() || !running.isObject()) {
            return text(instance, "status");
        }
        var what = running.path("tool").isTextual()
                ? "running " + running.path("tool").asText()
                : "thinking";
        return "quiet, %s for %s".formatted(what, since(running.path("since").asText()));
    }

    private static String since(String time) {
        try {
            var age = Duration.between(Instant.parse(time), Instant.now());
            return Figures.duration(age.isNegative() ? Duration.ZERO : age);
        } catch (DateTimeParseException e) {
            return UNKNOWN;
        }
    }

    static String epic(JsonNode instance) {
        var epic = instance.path("current_epic");
        return epic.isObject() ? text(epic, "epic_id") : text(instance, "current_epic");
    }

    static String percent(JsonNode node, String field) {
        return node.path(field).isNumber() ? node.path(field).asInt() + "%" : UNKNOWN;
    }

    /** An age in its largest fitting unit: {@code 40 s}, {@code 12 min}, {@code 3 h}, {@code 5 d}. */
    static String age(JsonNode instance) {
        if (!instance.path("age_seconds").isNumber()) {
            return UNKNOWN;
        }
        return Figures.duration(Duration.ofSeconds(instance.path("age_seconds").asLong()));
    }

    /** The end of a path tells more than its beginning. */
    static String shortenedPath(String path, int max) {
        var length = path.codePointCount(0, path.length());
        return length <= max ? path : "…" + path.substring(path.offsetByCodePoints(0, length - max + 1));
    }

    /** @param max characters that are shown of it */
    static String shortened(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max)) + "…";
    }
}
