package continuity.commandlog.event;

import continuity.contracts.EventCatalogue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A history in numbers; everything but the times counts events.
 *
 * @param byType types that occurred, by their names
 * @param byCategory categories that occurred
 */
@RegisterForReflection
public record Aggregates(
        String instanceId,
        long totalCount,
        @Nullable Instant firstTimestamp,
        @Nullable Instant lastTimestamp,
        Map<String, Long> byType,
        Map<String, Long> byCategory,
        Epics epics,
        Tests tests,
        Deployments deployments,
        long commits,
        long pullRequests,
        long checkpoints,
        long toolCalls,
        long errors) {

    /** How often a type occurred, and when first and last. */
    record OfType(String eventType, long count, Instant first, Instant last) {}

    @RegisterForReflection
    public record Epics(long planned, long started, long completed, long failed) {}

    /** Runs, not cases. */
    @RegisterForReflection
    public record Tests(long started, long passed, long failed) {}

    @RegisterForReflection
    public record Deployments(long started, long completed, long failed) {}

    /** @param types each type that occurred, once */
    static Aggregates of(String instanceId, List<OfType> types) {
        var byType = new TreeMap<String, Long>();
        var byCategory = new TreeMap<String, Long>();
        for (var type : types) {
            byType.put(type.eventType(), type.count());
            byCategory.merge(categoryOf(type.eventType()), type.count(), Long::sum);
        }
        return new Aggregates(
                instanceId,
                types.stream().mapToLong(OfType::count).sum(),
                types.stream().map(OfType::first).min(Comparator.naturalOrder()).orElse(null),
                types.stream().map(OfType::last).max(Comparator.naturalOrder()).orElse(null),
                byType,
                byCategory,
                new Epics(
                        count(byType, "epic_planned"),
                        count(byType, "epic_started"),
                        count(byType, "epic_completed"),
                        count(byType, "epic_failed")),
                new Tests(count(byType, "test_started"), count(byType, "test_passed"), count(byType, "test_failed")),
                new Deployments(
                        count(byType, "deployment_started"),
                        count(byType, "deployment_completed"),
                        count(byType, "deployment_failed")),
                count(byType, "commit_created"),
                count(byType, "pr_created"),
                count(byType, "checkpoint_created"),
                count(byType, "tool_use"),
                count(byType, "error"));
    }

    /** A type that a later release wrote is of no category that we know. */
    private static String categoryOf(String eventType) {
        return EventCatalogue.find(eventType).map(type -> type.category()).orElse("unknown");
    }

    private static long count(Map<String, Long> byType, String eventType) {
        return byType.getOrDefault(eventType, 0L);
    }
}
