package continuity.resume;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import continuity.kit.problem.Unavailable;
import continuity.kit.purge.PurgedInstances;
import continuity.resume.fold.FoldVersion;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the stored contexts current. */
@ApplicationScoped
class ContextProjection {

    private final ContextStore store;
    private final PurgedInstances purged;
    private final RecentContexts recent;

    ContextProjection(ContextStore store, PurgedInstances purged, RecentContexts recent) {
        this.store = store;
        this.purged = purged;
        this.recent = recent;
    }

    /**
     * Joins readings to the stored contexts; a reading that is known already changes nothing. Where another consumer
     * was faster, which happens while partitions move, the stored state is read and joined again. A heartbeat alone is
     * stored beside the state, which is neither read nor written for it. Of an instance that was purged nothing is
     * kept.
     */
    void absorb(List<Reading> readings) {
        var pending = readings.stream()
                .collect(groupingBy(
                        Reading::instanceId,
                        TreeMap::new, // rows are locked in this order
                        collectingAndThen(toList(), Reading::joined)));
        pending.values().removeIf(this::purges);
        while (!pending.isEmpty()) {
            var attempt = List.copyOf(pending.values());
            var known = recent.take(attempt.stream()
                    .filter(ContextProjection::needsState)
                    .map(Reading::instanceId)
                    .toList());
            var written = QuarkusTransaction.requiringNew().call(() -> write(attempt, known));
            for (var outcome : written) {
                pending.remove(outcome.instanceId());
                recent.keep(outcome.context());
            }
        }
    }

    /** @param context as it is stored now; null when it was purged, or not read */
    private record Written(String instanceId, @Nullable Context context) {}

    private boolean purges(Reading reading) {
        if (reading.purges()) {
            purged.purge(reading.instanceId());
            recent.take(List.of(reading.instanceId()));
        }
        return reading.purges();
    }

    /** @return what became of the instances whose context now holds its reading, or never will */
    private List<Written> write(List<Reading> readings, Map<String, Context> known) {
        var gone = purged.among(readings.stream().map(Reading::instanceId).toList());
        var stored = new HashMap<>(known);
        var unknown = readings.stream()
                .filter(ContextProjection::needsState)
                .map(Reading::instanceId)
                .filter(id -> !known.containsKey(id))
                .toList();
        store.load(unknown).forEach(context -> stored.put(context.instanceId(), context));
        var written = new ArrayList<Written>();
        for (var reading : readings) {
            var id = reading.instanceId();
            var heartbeat = reading.heartbeat();
            if (gone.contains(id)) {
                written.add(new Written(id, null));
            } else if (heartbeat != null && store.beat(heartbeat)) {
                written.add(new Written(id, null));
            } else {
                var after = write(reading, stored.get(id));
                if (after != null) {
                    written.add(new Written(id, after));
                }
            }
        }
        return written;
    }

    private static boolean needsState(Reading reading) {
        return reading.heartbeat() == null;
    }

    /** @return as it is stored now; null if another writer was faster */
    private @Nullable Context write(Reading reading, @Nullable Context before) {
        if (before == null) {
            var first = Context.fresh(reading.instanceId(), reading.project(), reading.evidence());
            return store.insert(first) ? first.written() : null;
        }
        var after = before.joined(reading.evidence());
        if (after.evidence().equals(before.evidence())) {
            return before;
        }
        if (before.foldVersion() > FoldVersion.CURRENT) {
            throw new Unavailable(
                    "The newer release that owns " + before.instanceId(),
                    new IllegalStateException("fold version " + before.foldVersion()));
        }
        return store.update(after) ? after.written() : null;
    }
}
