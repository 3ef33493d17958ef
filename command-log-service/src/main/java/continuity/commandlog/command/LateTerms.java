package continuity.commandlog.command;

import continuity.kit.sql.DatabaseFailure;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
            added += add(batch);
            batch = store.withoutTerms(batch.getLast().commandId(), BATCH);
        }
        if (added > 0) {
            LOG.infof("%d commands were made searchable", added);
        }
    }

    /** One that cannot be taken apart keeps none of the others from being found. */
    private int add(List<StoredCommand> batch) {
        try {
            return store.addTerms(batch);
        } catch (DatabaseFailure e) {
            if (e.isTransient()) {
                throw e;
            }
            return oneByOne(batch, e);
        } catch (IllegalArgumentException e) {
            return oneByOne(batch, e);
        }
    }

    private int oneByOne(List<StoredCommand> batch, RuntimeException failure) {
        if (batch.size() > 1) {
            return batch.stream().mapToInt(command -> add(List.of(command))).sum();
        }
        var id = batch.getFirst().commandId();
        LOG.errorf(failure, "command %s is found by none of its words", id);
        return store.addNoTerms(id);
    }
}
