package continuity.resume;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance that a hint may mean.
 *
 * @param hasWork whether it was ever asked for any, or continues another's
 */
record Candidate(
        String instanceId,
        String project,
        String shortId,
        @Nullable String hostMachine,
        String status,
        Standing standing,
        @Nullable String currentEpic,
        @Nullable String epicKey,
        @Nullable String supersededBy,
        @Nullable String client,
        @Nullable String clientSessionId,
        @Nullable String workingDirectory,
        Instant lastHeartbeat,
        boolean hasWork) {

    /** Whether it runs in that client session. */
    boolean isSession(@Nullable String otherClient, @Nullable String otherSession) {
        return otherClient != null
                && otherSession != null
                && otherClient.equals(client)
                && otherSession.equals(clientSessionId);
    }
}
