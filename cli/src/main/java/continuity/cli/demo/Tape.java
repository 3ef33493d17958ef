package continuity.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hooks of a recording's first session, one after the other, of those that the published settings send. */
final class Tape implements AutoCloseable {

    static final Set<String> SENT = Set.of(
            "SessionStart",
            "UserPromptSubmit",
            "PreToolUse",
            "PostToolUse",
            "PostToolUseFailure",
            "PostToolBatch",
            "Notification",
            "SubagentStart",
            "SubagentStop",
            "PreCompact",
            "PostCompact",
            "Stop",
            "StopFailure",
            "SessionEnd");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedReader lines;
    private final @Nullable String fromPrompt;
    private @Nullable String session;
    private boolean working;

    /** @param fromPrompt the start of the session is followed by the prompt that begins so; null for the first one */
    private Tape(BufferedReader lines, @Nullable String fromPrompt) {
        this.lines = lines;
        this.fromPrompt = fromPrompt;
        this.working = fromPrompt == null;
    }

    static Tape open(Scenario.Agent agent) {
        var resource = "/demo/recordings/%s.jsonl".formatted(agent.recording());
        var file = Tape.class.getResourceAsStream(resource);
        if (file == null) {
            throw new IllegalArgumentException("no recording " + resource);
        }
        return new Tape(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)), agent.fromPrompt());
    }

    /** The body of the next hook, null after the last one. */
    @Nullable
    ObjectNode next() {
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (JSON.readTree(line).path("body") instanceof ObjectNode body && isPlayed(body)) {
                    return body;
                }
            }
            return null;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a recording is damaged", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isPlayed(ObjectNode body) {
        var event = body.path("hook_event_name").asText();
        if (!SENT.contains(event)) {
            return false;
        }
        if (session == null) {
            session = body.path("session_id").asText();
            return true;
        }
        if (fromPrompt != null && body.path("prompt").asText().startsWith(fromPrompt)) {
            working = true;
        }
        return working && body.path("session_id").asText().equals(session);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
