package continuity.checkpoint;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Removes what is old enough, a batch to a transaction, so that nobody waits for it.
 *
 * <p>Any number of replicas may do this at the same time: what one is removing, the others pass over.
 */
@ApplicationScoped
class Cleanup {

    private static final Logger LOG = Logger.getLogger(Cleanup.class);

    /** Rows to a transaction. */
    private static final int BATCH = 1000;

    private static final Duration SHORTEST = Duration.ofDays(1);

    /** How long a repeat of a request is recognised, and a trigger that is done. */
    private static final Duration KEYS_KEPT = Duration.ofDays(90);

    private final CleanupStore store;
    private final Duration retention;

    Cleanup(CleanupStore store, RetentionConfig config) {
        if (config.retention().compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "continuity.checkpoint.retention is " + config.retention() + "; it must be a day or more, PT24H");
        }
        this.store = store;
        this.retention = config.retention();
    }

    /** Removes old checkpoints, or tells what it would remove. */
    Cleaned clean(CleanupRequest request) {
        var olderThan = store.timeBefore(request.retention() == null ? retention : request.retention());
        if (request.dryRun()) {
            return store.countExpired(olderThan);
        }
        var all = Cleaned.NOTHING;
        Cleaned batch;
        do {
            batch = QuarkusTransaction.requiringNew().call(() -> store.removeExpired(olderThan, BATCH));
            all = all.plus(batch);
        } while (batch.deletedCount() == BATCH);
        LOG.infof("%d checkpoints from before %s removed, %d bytes", all.deletedCount(), olderThan, all.freedBytes());
        return all;
    }

    @Scheduled(
            identity = "checkpoint-cleanup",
            every = "${continuity.checkpoint.cleanup-every}",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        clean(new CleanupRequest(null, false));
        var olderThan = store.timeBefore(KEYS_KEPT);
        long batch;
        long all = 0;
        do {
            batch = QuarkusTransaction.requiringNew().call(() -> store.removeDone(olderThan, BATCH));
            all += batch;
        } while (batch >= BATCH);
        LOG.infof("%d keys and triggers from before %s removed", (Object) all, olderThan);
    }
}
