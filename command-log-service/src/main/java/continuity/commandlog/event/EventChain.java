package continuity.commandlog.event;

import continuity.contracts.EventAppended;
import java.util.List;
import java.util.UUID;

/**
 * What led to an event.
 *
 * @param chain from the root to the event, at most {@value #MAX_CAUSES} causes
 * @param truncated whether the first one of {@code chain} has causes that are left out
 * @param missingBefore number of these: too many, too large, or in the archive
 */
public record EventChain(
        UUID eventId, String instanceId, List<EventAppended> chain, boolean truncated, int missingBefore) {

    /** Longest way up that is followed, in steps. */
    static final int MAX_CAUSES = 1000;

    /** @param upwards the event itself, then its causes, the nearest first; not empty */
    static EventChain of(List<EventAppended> upwards) {
        var event = upwards.getFirst();
        var missing = upwards.getLast().depth();
        return new EventChain(event.eventId(), event.instanceId(), upwards.reversed(), missing > 0, missing);
    }
}
