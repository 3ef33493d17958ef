package continuity.commandlog.snippet;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Removes snippets that are old enough, a batch to a transaction, so that nobody waits for it.
 *
 * <p>Any number of replicas may do this at the same time: what one is removing, the others pass over.
 */
@ApplicationScoped
class SnippetCleanup {

    private static final Logger LOG = Logger.getLogger(SnippetCleanup.class);

    /** Rows to a transaction. */
    private static final int BATCH = 1000;

    private static final Duration SHORTEST = Duration.ofDays(1);

    private final SnippetStore store;
    private final Duration retention;

    SnippetCleanup(SnippetStore store, SnippetConfig config) {
        if (config.retention().compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "continuity.snippets.retention is " + config.retention() + "; it must be a day or more, PT24H");
        }
        this.store = store;
        this.retention = config.retention();
    }

    @Scheduled(
            identity = "snippet-cleanup",
            every = "${continuity.snippets.cleanup-every}",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        long batch;
        long all = 0;
        do {
            batch = QuarkusTransaction.requiringNew().call(() -> store.removeExpired(retention, BATCH));
            all += batch;
        } while (batch == BATCH);
        LOG.infof("%d snippets older than %s removed", (Object) all, retention);
    }
}
