package continuity.commandlog.command;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Makes commands searchable that were written before there was a search. */
@ApplicationScoped
class LateTerms {

    private static final Logger LOG = Logger.getLogger(LateTerms.class);

    /** Of up to 1 MiB each, so that they fit into a small heap. */
    private static final int BATCH = 20;

    private static final UUID LAST = new UUID(-1, -1);

    private final CommandStore store;

    LateTerms(CommandStore store) {
        this.store = store;
    }

    /** Newest first. Several processes at once do the same work twice, which harms nothing. */
    @Scheduled(every = "1m", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void add() {
        var added = 0L;
        var batch = store.withoutTerms(LAST, BATCH);
        while (!batch.isEmpty()) {
            added += store.addTerms(batch);
            batch = store.withoutTerms(batch.getLast().commandId(), BATCH);
        }
        if (added > 0) {
            LOG.infof("%d commands were made searchable", added);
        }
    }
}
