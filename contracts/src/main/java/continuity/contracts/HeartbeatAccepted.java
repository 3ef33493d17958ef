package continuity.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance gave a sign of life. Topic {@link Topics#HEARTBEATS}, key instance id, producer registry-service, one
 * day.
 *
 * @param at server time
 * @param contextPercent 0–100, the last one reported, null while unknown
 */
public record HeartbeatAccepted(
        String instanceId,
        String project,
        int generation,
        Instant at,
        @Nullable Integer contextPercent,
        @Nullable String contextSource,
        @Nullable String currentEpic) {}
