package continuity.commandlog.event;

import continuity.contracts.EventAppended;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What failed, and what led to it.
 *
 * @param failingEvent null if nothing failed
 * @param chain from the root to the failing event
 * @param truncated whether the first one of {@code chain} has causes that are left out
 * @param missingBefore number of these
 */
public record FailureChain(
        String instanceId,
        @Nullable EventAppended failingEvent,
        List<EventAppended> chain,
        boolean truncated,
        int missingBefore) {

    /** As {@code EventHistoryStore} looks for them, and the index {@code event_store_failures}. */
    private static final Set<String> FAILURES =
            Set.of("error", "test_failed", "validation_failed", "epic_failed", "deployment_failed");

    static FailureChain none(String instanceId) {
        return new FailureChain(instanceId, null, List.of(), false, 0);
    }

    /** The last failure on the way from the root to the event of {@code chain}; none if nothing failed there. */
    static FailureChain of(EventChain chain) {
        var events = chain.chain();
        for (int i = events.size() - 1; i >= 0; i--) {
            if (isFailure(events.get(i))) {
                return new FailureChain(
                        chain.instanceId(),
                        events.get(i),
                        events.subList(0, i + 1),
                        chain.truncated(),
                        chain.missingBefore());
            }
        }
        return none(chain.instanceId());
    }

    static boolean isFailure(EventAppended event) {
        var toolFailed = event.eventType().equals("tool_result")
                && "false".equals(String.valueOf(event.eventData().get("success"))); // as the index reads it
        return toolFailed || FAILURES.contains(event.eventType());
    }
}
