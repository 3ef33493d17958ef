package continuity.kit.purge;

import continuity.kit.sql.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The instances that an admin had removed.
 *
 * <p>A purge has two steps. The tombstone is set while nobody writes, which takes no longer than the transactions that
 * are under way; then the rows leave in batches, and nobody adds to them any more, since every writer asks
 * {@link #among} first.
 */
@ApplicationScoped
public class PurgedInstances {

    private static final Logger LOG = Logger.getLogger(PurgedInstances.class);

    /** Rows of a table to a transaction. */
    private static final int BATCH = 1000;

    // The search_path of each runtime role is its own schema.
    private static final String PURGED = "SELECT purged(?)";
    private static final String BURY = "SELECT bury(?)";
    private static final String PURGE = "SELECT purge_instance(?, ?)";

    private final Database database;

    PurgedInstances(Database database) {
        this.database = database;
    }

    /**
     * Those of these instances that are gone. Call it as the first statement of the transaction that writes for them:
     * until its end no other one goes.
     */
    public Set<String> among(Collection<String> instanceIds) {
        var ids = instanceIds.stream().distinct().toArray(String[]::new);
        return database.query(PURGED, row -> row.getString(1), (Object) ids).stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Removes everything of that instance, in transactions of its own; a repeat does no harm. */
    public void purge(String instanceId) {
        QuarkusTransaction.requiringNew().run(() -> database.query(BURY, row -> row.getObject(1), instanceId));
        long removed = 0;
        long batch;
        do {
            batch = QuarkusTransaction.requiringNew().call(() -> removeSome(instanceId));
            removed += batch;
        } while (batch > 0);
        LOG.infof("%s is purged: %d rows removed", instanceId, removed);
    }

    private long removeSome(String instanceId) {
        return database.queryOne(PURGE, row -> row.getLong(1), instanceId, BATCH)
                .orElse(0L);
    }
}
