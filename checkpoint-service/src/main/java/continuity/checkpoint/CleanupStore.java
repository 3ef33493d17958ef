package continuity.checkpoint;

import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** What leaves with time: through functions of the schema's owner, since this service may delete nothing. */
@ApplicationScoped
class CleanupStore {

    private static final String TIME_BEFORE = "SELECT now() - make_interval(secs => ?) AS time_before";

    private static final String COUNT_EXPIRED = """
            SELECT count(*) AS deleted_count, coalesce(sum(size_bytes), 0) AS freed_bytes
              FROM checkpoint.removable
             WHERE created_at < ?
            """;

    private static final String REMOVE_EXPIRED =
            "SELECT deleted_count, freed_bytes FROM checkpoint.remove_expired(?, ?)";

    private static final String REMOVE_DONE = "SELECT checkpoint.remove_done(?, ?)";

    private final Database database;

    CleanupStore(Database database) {
        this.database = database;
    }

    /** By the clock that dated the rows. */
    Instant timeBefore(Duration age) {
        return database.queryOne(
                        TIME_BEFORE, row -> Objects.requireNonNull(Database.instant(row, "time_before")), (double)
                                age.toSeconds())
                .orElseThrow();
    }

    /** Everything that {@link #removeExpired} would remove. */
    Cleaned countExpired(Instant olderThan) {
        return database.queryOne(COUNT_EXPIRED, CleanupStore::cleaned, olderThan)
                .orElse(Cleaned.NOTHING);
    }

    /** Removes the oldest checkpoints from before that time. */
    Cleaned removeExpired(Instant olderThan, int atMost) {
        return database.queryOne(REMOVE_EXPIRED, CleanupStore::cleaned, olderThan, atMost)
                .orElse(Cleaned.NOTHING);
    }

    /** Removes keys of requests, and triggers that are done. @return how many of both */
    long removeDone(Instant olderThan, int atMost) {
        return database.queryOne(REMOVE_DONE, row -> row.getLong(1), olderThan, atMost)
                .orElse(0L);
    }

    private static Cleaned cleaned(ResultSet row) throws SQLException {
        return new Cleaned(row.getLong("deleted_count"), row.getLong("freed_bytes"));
    }
}
