package continuity.registry;

import continuity.contracts.InstanceChanged.Change;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Finds the instances that have gone silent and says so, once for each silence.
 *
 * <p>Any number of replicas may do this at the same time: a sweep holds the row of {@code registry.watch}, so they take
 * turns. There is no leader.
 */
@ApplicationScoped
class StaleDetector {

    /** Instances per transaction. */
    private static final int BATCH = 500;

    private final StaleStore store;
    private final InstanceMessages messages;
    private final InstanceConfig config;

    StaleDetector(StaleStore store, InstanceMessages messages, InstanceConfig config) {
        this.store = store;
        this.messages = messages;
        this.config = config;
    }

    @Scheduled(
            identity = "stale-detector",
            every = "${continuity.sweep-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        while (QuarkusTransaction.requiringNew().call(this::sweepSome) == BATCH) {
            // a whole fleet went silent at once: the next part in a transaction of its own
        }
    }

    /** @return how many went stale, at most {@value #BATCH} */
    private int sweepSome() {
        var watch = store.watch();
        if (watch.afterGap()) {
            store.forgetTheFuture();
        }
        store.forgetWhatWasLeftOpen(watch.silentUntil(), config.busyFor());
        var silent = store.markStale(watch.silentUntil(), config.staleAfter(), config.busyFor(), BATCH);
        for (var row : silent) {
            var lastHeartbeat = row.instance().lastHeartbeat();
            messages.announce(
                    row, Change.STALE, Map.of("age_seconds", row.ageSeconds(), "last_heartbeat", lastHeartbeat));
        }
        return silent.size();
    }
}
