package continuity.commandlog.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance stood at a point of its history.
 *
 * @param toSequence the last event that counts; as asked for, else the newest one
 * @param count events up to there
 * @param missingBefore further ones that the archive has
 * @param lastEpic the epic that was named last, null if none was
 * @param lastEventType null if there is no event up to there
 * @param latestTimestamp of the last event
 */
public record Replay(
        String instanceId,
        long toSequence,
        long count,
        long missingBefore,
        @Nullable String lastEpic,
        @Nullable String lastEventType,
        @Nullable Instant latestTimestamp) {

    static Replay empty(String instanceId, long toSequence) {
        return new Replay(instanceId, toSequence, 0, 0, null, null, null);
    }
}
