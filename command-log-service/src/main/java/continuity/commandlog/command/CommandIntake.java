package continuity.commandlog.command;

import continuity.commandlog.Fields;
import continuity.commandlog.Refused;
import continuity.contracts.CommandLogged;
import continuity.contracts.Uuid7;
import continuity.kit.instances.KnownInstance;
import continuity.sanitizer.Sanitizer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about a command, checked, before it is known whose instance it is; {@link #of} takes the secrets
 * out, as the instance's project decides by which rules.
 *
 * @param generation null for the registry's
 */
record CommandIntake(
        UUID commandId,
        String instanceId,
        String commandType,
        String action,
        @Nullable String description,
        @Nullable String toolName,
        Map<String, Object> parameters,
        @Nullable Object result,
        @Nullable String errorMessage,
        @Nullable Boolean success,
        @Nullable Long executionTimeMs,
        List<String> tags,
        Map<String, Object> contextData,
        @Nullable Instant occurredAt,
        @Nullable Integer generation,
        Instant receivedAt) {

    static final Set<String> TYPES = Set.of("hook", "mcp_tool", "explicit");

    /** Longest action, tool name and tag, in characters. */
    static final int MAX_NAME = 200;

    private static final int MAX_TAGS = 100;
    private static final int UNLIMITED = Integer.MAX_VALUE; // the limit of the whole item holds
    private static final long A_YEAR_IN_MS = 366L * 24 * 60 * 60 * 1000;

    /**
     * @throws continuity.kit.problem.InvalidInput naming every field that is missing or wrong
     * @throws Refused.IdOutOfReach if the client chose an id that has no place
     */
    static CommandIntake read(Fields fields, Instant now) {
        var type = fields.requiredText("command_type", MAX_NAME);
        var id = fields.id("command_id");
        var generation = fields.number("generation", 1, Integer.MAX_VALUE);
        fields.require(
                type.isBlank() || TYPES.contains(type), "command_type", "must be one of mcp_tool, explicit and hook");
        var intake = new CommandIntake(
                id == null ? Uuid7.at(now) : id,
                fields.requiredText("instance_id", MAX_NAME),
                type,
                fields.requiredText("action", MAX_NAME),
                fields.text("description", UNLIMITED),
                fields.text("tool_name", MAX_NAME),
                fields.object("parameters"),
                fields.any("result"),
                fields.text("error_message", UNLIMITED),
                fields.flag("success"),
                fields.number("execution_time_ms", 0, A_YEAR_IN_MS),
                fields.texts("tags", MAX_TAGS, MAX_NAME),
                fields.object("context_data"),
                fields.time("occurred_at"),
                generation == null ? null : generation.intValue(),
                now);
        fields.done();
        if (id != null && !Uuid7.isWithinReach(id, now)) {
            throw new Refused.IdOutOfReach(id);
        }
        return intake;
    }

    /** The command of that instance, without secrets. */
    CommandLogged of(KnownInstance instance, Sanitizer everywhere) {
        var sanitizer = everywhere.forProject(instance.project());
        return new CommandLogged(
                commandId,
                instance.instanceId(),
                instance.project(),
                instance.hostMachine(),
                generation == null ? instance.generation() : generation,
                commandType,
                sanitizer.text(action),
                clean(description, sanitizer),
                clean(toolName, sanitizer),
                sanitizer.object(parameters),
                sanitizer.json(result),
                clean(errorMessage, sanitizer),
                success,
                executionTimeMs,
                tags.stream().map(sanitizer::text).distinct().toList(),
                sanitizer.object(contextData),
                occurredAt,
                receivedAt);
    }

    private static @Nullable String clean(@Nullable String text, Sanitizer sanitizer) {
        return text == null ? null : sanitizer.text(text);
    }
}
