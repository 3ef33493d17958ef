package continuity.commandlog.derive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import continuity.contracts.CommandLogged;
import continuity.contracts.Uuid7;
import continuity.testkit.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands as hooks report them: made up, or taken from recordings. */
final class Commands {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private Commands() {}

    static CommandLogged bash(String line, String stdout) {
        return command("Bash", Map.of("command", line), Map.of("stdout", stdout, "stderr", ""), null, true);
    }

    static CommandLogged failedBash(String line, String error) {
        return command("Bash", Map.of("command", line), null, error, false);
    }

    /** The finished tool calls of a recording, in order. */
    static List<CommandLogged> recorded(String name) {
        return Recording.load(name).stream()
                .filter(hook -> hook.event().startsWith("PostToolUse"))
                .map(hook -> command(read(hook.body())))
                .toList();
    }

    static CommandLogged command(
            String tool,
            Map<String, Object> parameters,
            @Nullable Object result,
            @Nullable String error,
            @Nullable Boolean success) {
        return command(tool, parameters, result, error, success, 1610L, Map.of());
    }

    static CommandLogged command(
            String tool,
            Map<String, Object> parameters,
            @Nullable Object result,
            @Nullable String error,
            @Nullable Boolean success,
            @Nullable Long milliseconds,
            Map<String, Object> context) {
        return new CommandLogged(
                Uuid7.at(NOW),
                "shop-PS-8f4a2b",
                "shop",
                "laptop",
                1,
                "hook",
                tool,
                null,
                tool,
                parameters,
                result,
                error,
                success,
                milliseconds,
                List.of(),
                context,
                null,
                NOW);
    }

    private static CommandLogged command(Map<String, Object> hook) {
        var error = (String) hook.get("error");
        return command(
                String.valueOf(hook.get("tool_name")),
                JSON.convertValue(hook.get("tool_input"), OBJECT),
                hook.get("tool_response"),
                error,
                error == null);
    }

    private static Map<String, Object> read(String body) {
        try {
            return JSON.readValue(body, OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
