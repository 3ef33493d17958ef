package continuity.commandlog.derive;

import continuity.contracts.CommandLogged;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An agent started another one for a part of its work. */
final class SpawnRule {

    private static final String UNNAMED = "general-purpose"; // what the client takes when no type is asked for

    private SpawnRule() {}

    static List<Finding> find(CommandLogged command) {
        if (Boolean.FALSE.equals(command.success())) {
            return List.of();
        }
        var result = command.result() instanceof Map<?, ?> map ? map : Map.of();
        var asked = text(command.parameters(), "subagent_type");
        var started = firstOf(result, "agent_type", "agentType");
        var type = asked != null ? asked : started != null ? started : UNNAMED;
        return List.of(Finding.of("task_spawned")
                .with("task_type", "subagent")
                .with("subagent_type", type)
                .with("task_id", firstOf(result, "agent_id", "agentId"))
                .with("model", firstOf(result, "model", "resolvedModel"))
                .with("description", text(command.parameters(), "description")));
    }

    private static @Nullable String firstOf(Map<?, ?> object, String name, String otherName) {
        var value = text(object, name);
        return value == null ? text(object, otherName) : value;
    }

    private static @Nullable String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text && !text.isBlank() ? text : null;
    }
}
