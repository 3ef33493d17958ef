package continuity.checkpoint;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call for an automatic checkpoint.
 *
 * @param triggerId derived from the message that called, so that its repeat is no second call; the checkpoint takes it
 * @param percent as the host reported it, null when unknown
 * @param awaitsSequence the event that the state should contain, 0 for none
 * @param requestedAt server time of the message that called
 */
record Trigger(
        UUID triggerId,
        String instanceId,
        String project,
        CheckpointType type,
        String reason,
        @Nullable Integer percent,
        long awaitsSequence,
        Instant requestedAt) {}
