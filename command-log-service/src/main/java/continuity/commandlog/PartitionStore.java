package continuity.commandlog;

import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes partitions, through the one function that may. */
@ApplicationScoped
class PartitionStore {

    private static final String CREATE = "SELECT command_log.create_partitions(?, ?)";

    private final Database database;

    PartitionStore(Database database) {
        this.database = database;
    }

    /** @return how many were missing */
    int create(int weeksBack, int weeksAhead) {
        return database.queryOne(CREATE, row -> row.getInt(1), weeksBack, weeksAhead)
                .orElse(0);
    }
}
