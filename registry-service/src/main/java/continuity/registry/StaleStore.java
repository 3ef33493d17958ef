package continuity.registry;

import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The stale detector's statements; all belong into one transaction. */
@ApplicationScoped
class StaleStore {

    private static final String WATCH =
            """
            UPDATE registry.watch
               SET silent_until = CASE WHEN abs(extract(epoch FROM now() - last_sweep_at)) > 30
                                       THEN now() ELSE silent_until END,
                   last_sweep_at = CASE WHEN last_sweep_at > now() + interval '30 seconds'
                                        THEN now() ELSE greatest(last_sweep_at, now()) END
            RETURNING silent_until, silent_until = now() AS after_gap
            """; // after a gap nobody could have been heard, so silence counts from its end; a clock that was put
    // forward looks like a gap, one that was put back is one of negative length

    private static final String FORGET_THE_FUTURE = """
            UPDATE registry.supervisor_sessions SET last_heartbeat = now() WHERE last_heartbeat > now()
            """;

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
     * What a sweep must know.
     *
     * @param silentUntil end of the last gap of more than 30 seconds between sweeps
     * @param afterGap whether this sweep ends that gap
     */
    record Watch(Instant silentUntil, boolean afterGap) {

        static Watch read(ResultSet row) throws SQLException {
            return new Watch(
                    Objects.requireNonNull(Database.instant(row, "silent_until")), row.getBoolean("after_gap"));
        }
    }

    /** Notes that a sweep takes place, and holds all others until the transaction ends. */
    Watch watch() {
        return database.queryOne(WATCH, Watch::read).orElseThrow();
    }

    /** Signs of life from a time that the clock, put back since, has not reached again count as of now. */
    void forgetTheFuture() {
        database.update(FORGET_THE_FUTURE);
    }

    List<WentStale> markStale(Instant silentUntil, Duration staleAfter) {
        return database.query(MARK_STALE, WentStale::read, silentUntil, (double) staleAfter.toMillis() / 1000);
    }
}
