package continuity.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent did something. Topic {@link Topics#COMMANDS}, key instance id, producer command-log-service; kept until it
 * is both projected and seven days old. Free of secrets.
 *
 * @param commandId UUIDv7; the same id twice is one record
 * @param commandType {@code hook}, {@code mcp_tool} or {@code explicit}
 * @param action what was done, in the reporter's words
 * @param parameters the tool's input, reduced to what is kept
 * @param result the tool's output, reduced; any JSON
 * @param success null while unknown
 * @param executionTimeMs milliseconds
 * @param contextData where it came from: {@code tool_use_id}, {@code agent_id}, {@code cwd}, {@code parent_event_id} …
 * @param occurredAt the client's own clock, for people only
 * @param recordedAt server time
 */
public record CommandLogged(
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
        Instant recordedAt) {}
