package continuity.commandlog.command;

import continuity.contracts.CommandLogged;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command as it stands in the table; see {@link continuity.contracts.CommandLogged} for the fields.
 *
 * @param occurredAt the client's own clock
 * @param createdAt when it was accepted, server time
 */
@RegisterForReflection
public record StoredCommand(
        UUID commandId,
        String instanceId,
        String project,
        @Nullable String hostMachine,
        int generation,
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
        Instant createdAt) {

    /** As it was before it was stored. */
    CommandLogged asLogged() {
        return new CommandLogged(
                commandId,
                instanceId,
                project,
                hostMachine,
                generation,
                commandType,
                action,
                description,
                toolName,
                parameters,
                result,
                errorMessage,
                success,
                executionTimeMs,
                tags,
                contextData,
                occurredAt,
                createdAt);
    }
}
