package continuity.registry;

import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The table of tombstones, and the one function that removes an instance. */
@ApplicationScoped
class PurgeStore {

    private static final String FIND = "SELECT * FROM registry.tombstones WHERE instance_id = ?";

    private static final String PURGE = "SELECT registry.purge_instance(?, ?, ?)";

    private final Database database;

    PurgeStore(Database database) {
        this.database = database;
    }

    Optional<Tombstone> find(String instanceId) {
        return database.queryOne(FIND, Tombstone::read, instanceId);
    }

    /** @return whether there was such an instance */
    boolean purge(String instanceId, String by, String reason) {
        return database.queryOne(PURGE, row -> row.getBoolean(1), instanceId, by, reason)
                .orElse(false);
    }
}
