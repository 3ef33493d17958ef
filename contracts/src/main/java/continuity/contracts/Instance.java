package continuity.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent as the registry knows it.
 *
 * @param contextPercent 0–100 as the host reported it, null while unknown; never guessed
 * @param contextSource who reported {@code contextPercent}
 * @param clientSessionId the agent's own session id, which survives a restart of the client
 * @param resumedFrom the instance whose work this one continues
 * @param supersededBy the instance that continues this one's work; such an instance never comes alive again
 * @param lastHeartbeat last evidence of life, server time
 * @param generation 1 at registration, one more for each restart under the same client session
 * @param previousInstanceId the instance whose client session was cleared to begin this one, as far as it is known
 * @param linkConfidence how sure that is: {@code high} or {@code low}; null without one
 */
public record Instance(
        String instanceId,
        String project,
        InstanceType instanceType,
        @Nullable String hostMachine,
        InstanceStatus status,
        @Nullable Integer contextPercent,
        @Nullable String contextSource,
        @Nullable String currentEpic,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String workingDirectory,
        @Nullable String parentInstanceId,
        @Nullable String resumedFrom,
        @Nullable String supersededBy,
        Instant createdAt,
        Instant lastHeartbeat,
        int generation,
        @Nullable Instant closedAt,
        @Nullable String closedReason,
        @Nullable String previousInstanceId,
        @Nullable String linkConfidence) {

    /** The client that {@code ./continuity resume} names itself: with such an instance no agent is at work. */
    public static final String COMMAND_LINE = "terminal";
}
