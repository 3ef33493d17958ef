package continuity.registry;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets the keys of requests that nobody repeats any more. */
@ApplicationScoped
class IdempotencySweep {

    /** Keys per transaction. */
    private static final int BATCH = 1_000;

    private final IdempotencyStore keys;

    IdempotencySweep(IdempotencyStore keys) {
        this.keys = keys;
    }

    @Scheduled(every = "24h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        while (QuarkusTransaction.requiringNew().call(() -> keys.forgetOld(BATCH)) == BATCH) {
            // the next part in a transaction of its own
        }
    }
}
