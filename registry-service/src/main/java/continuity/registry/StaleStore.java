package continuity.registry;

import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The stale detector's two statements; both belong into one transaction. */
@ApplicationScoped
class StaleStore {

    private static final String WATCH = """
            UPDATE registry.watch
               SET silent_until = CASE WHEN last_sweep_at < now() - interval '30 seconds'
                                       THEN now() ELSE silent_until END,
                   last_sweep_at = greatest(last_sweep_at, now())
            RETURNING silent_until
            """; // after a gap nobody could have been heard, so silence counts from its end

    private static final String MARK_STALE =
            """
            UPDATE registry.supervisor_sessions
               SET status = 'stale'
             WHERE instance_id IN (
                       SELECT instance_id
                         FROM registry.supervisor_sessions
                        WHERE status = 'active'
                          AND greatest(last_heartbeat, ?) <= now() - make_interval(secs => ?)
                          FOR UPDATE SKIP LOCKED)
            RETURNING instance_id, last_heartbeat,
                   floor(extract(epoch FROM now() - last_heartbeat))::bigint AS age_seconds
            """; // a locked row is just being changed: the next sweep looks at it again

    private final Database database;

    StaleStore(Database database) {
        this.database = database;
    }

    /** An instance that has just become stale. */
    record WentStale(String instanceId, Instant lastHeartbeat, long ageSeconds) {

        static WentStale read(ResultSet row) throws SQLException {
            return new WentStale(
                    row.getString("instance_id"),
                    Objects.requireNonNull(Database.instant(row, "last_heartbeat")),
                    row.getLong("age_seconds"));
        }
    }

    /**
     * Notes that a sweep takes place, and holds all others until the transaction ends.
     *
     * @return end of the last gap of more than 30 seconds between sweeps
     */
    Instant watch() {
        return database.queryOne(WATCH, row -> Objects.requireNonNull(Database.instant(row, "silent_until")))
                .orElseThrow();
    }

    List<WentStale> markStale(Instant silentUntil, Duration staleAfter) {
        return database.query(MARK_STALE, WentStale::read, silentUntil, (double) staleAfter.toMillis() / 1000);
    }
}
