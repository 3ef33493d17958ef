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
            WITH before AS (
                SELECT *,
                       abs(extract(epoch FROM now() - last_sweep_at)) > 30 AS after_gap,
                       coalesce(now() - ingest_seen_at > interval '30 seconds', false) AS is_ingest_away
                  FROM registry.watch
                   FOR UPDATE
            )
            UPDATE registry.watch AS watch
               SET silent_until = CASE WHEN after_gap OR is_ingest_away THEN now() ELSE before.silent_until END,
                   last_sweep_at = CASE WHEN before.last_sweep_at > now() + interval '30 seconds'
                                        THEN now() ELSE greatest(before.last_sweep_at, now()) END,
                   ingest_seen_at = CASE WHEN before.ingest_seen_at > now() THEN now()
                                         ELSE before.ingest_seen_at END
              FROM before
            RETURNING watch.silent_until, after_gap
            """; // after a gap nobody could have been heard, so silence counts from its end; a clock that was put
    // forward looks like a gap, one that was put back is one of negative length

    private static final String INGEST_IS_THERE = """
            UPDATE registry.watch SET ingest_seen_at = greatest(ingest_seen_at, now())
            """;

    private static final String FORGET_THE_FUTURE = """
            UPDATE registry.supervisor_sessions SET last_heartbeat = now() WHERE last_heartbeat > now()
            """;

    private static final String MARK_STALE =
            """
            WITH limits AS (
                SELECT ?::timestamptz AS silent_until,
                       make_interval(secs => ?) AS stale_after, make_interval(secs => ?) AS busy_for
            )
            UPDATE registry.supervisor_sessions
               SET status = 'stale', running_tool = NULL, running_since = NULL, running_heard_at = NULL,
                   revision = revision + 1
             WHERE instance_id IN (
                       SELECT instance_id
                         FROM registry.supervisor_sessions, limits
                        WHERE status = 'active'
                          AND last_heartbeat <= now() - limits.stale_after
                          AND limits.silent_until <= now() - limits.stale_after
                          AND (running_since IS NULL
                               OR has_status_line
                               OR greatest(last_heartbeat, limits.silent_until) <= now() - limits.busy_for)
                        ORDER BY last_heartbeat
                        LIMIT ?
                          FOR UPDATE OF supervisor_sessions SKIP LOCKED)
            RETURNING *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
            """; // a locked row is just being changed: the next sweep looks at it again

    private static final String FORGET_WHAT_WAS_LEFT_OPEN =
            """
            UPDATE registry.supervisor_sessions
               SET running_tool = NULL, running_since = NULL, running_heard_at = NULL
             WHERE status = 'active'
               AND running_since IS NOT NULL
               AND running_heard_at <= now() - make_interval(secs => ?)
               AND ? <= now() - make_interval(secs => ?)
            """; // with a status line an interrupted tool call is not the end of its agent

    private final Database database;

    StaleStore(Database database) {
        this.database = database;
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

    /**
     * Those that have been silent for too long, longest first.
     *
     * @param busyFor how long those may be silent that are in the middle of something and have no status line
     * @param limit of them at a time
     */
    List<InstanceRow> markStale(Instant silentUntil, Duration staleAfter, Duration busyFor, int limit) {
        return database.query(MARK_STALE, InstanceRow::read, silentUntil, seconds(staleAfter), seconds(busyFor), limit);
    }

    /** Calls that were interrupted are nowhere reported as ended; after so long active agents are free of them. */
    void forgetWhatWasLeftOpen(Instant silentUntil, Duration busyFor) {
        database.update(FORGET_WHAT_WAS_LEFT_OPEN, seconds(busyFor), silentUntil, seconds(busyFor));
    }

    /** Agents can be heard at this moment: their hooks have somewhere to arrive. */
    void ingestIsThere() {
        database.update(INGEST_IS_THERE);
    }

    private static double seconds(Duration duration) {
        return (double) duration.toMillis() / 1000;
    }
}
