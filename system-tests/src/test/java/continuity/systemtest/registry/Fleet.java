package continuity.systemtest.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Rows that are put into the registry's table past the registry, as the schema's owner; and a look at them. */
final class Fleet {

    /** Projects, of which the first has 4.5 % of all instances and the last 0.1 %. */
    static final int PROJECTS = 500;

    /** Each project runs on three of them. */
    static final int MACHINES = 40;

    /** What an active agent of {@link #fill} is silent for, at most. */
    static final int MAX_SILENCE = 110;

    /** A year of work: the newest 3 % are active, 5 % of the others are stale and the rest is closed. */
    private static final String FILL = """
            INSERT INTO registry.supervisor_sessions
                   (instance_id, project, instance_type, short_id, host_machine, status, context_percent,
                    context_source, current_epic, client, client_session_id, working_directory, created_at,
                    last_heartbeat, closed_at, closed_reason, has_status_line)
            SELECT project || '-' || instance_type || '-' || short_id, project, instance_type, short_id, host_machine,
                   status, n % 101, 'status_line', CASE WHEN n % 3 = 0 THEN 'Epic ' || n % 70 END, 'claude-code',
                   gen_random_uuid()::text, '/home/dev/' || project, created_at, last_heartbeat,
                   CASE WHEN status = 'closed' THEN last_heartbeat END,
                   CASE WHEN status = 'closed' THEN 'exit' END, n % 2 = 0
              FROM (SELECT n,
                           'project-' || lpad(project_number::text, 3, '0') AS project,
                           CASE WHEN n % 10 = 0 THEN 'MS' ELSE 'PS' END AS instance_type,
                           lpad(to_hex(n * 10007987 % 16777216), 6, '0') AS short_id,
                           'machine-' || lpad(((project_number * 3 + n % 3) % ?)::text, 2, '0') AS host_machine,
                           status, created_at,
                           CASE WHEN status = 'active' THEN now() - make_interval(secs => n * 7 % ?)
                                ELSE created_at + interval '1 hour' END AS last_heartbeat
                      FROM (SELECT n,
                                   (? * (n * 2654435761 % 4294967296 / 4294967296.0) ^ 2)::int AS project_number,
                                   CASE WHEN n > total * 0.97 THEN 'active'
                                        WHEN n % 20 = 7 THEN 'stale'
                                        ELSE 'closed' END AS status,
                                   now() - interval '2 hours' - (total - n) * interval '1 year' / total AS created_at
                              FROM (SELECT ?::bigint AS total) AS wanted,
                                   LATERAL generate_series(1, total) AS n) AS lives) AS fleet
            """;

    /** Agents of one project, alive at this moment. */
    private static final String BEATING = """
            INSERT INTO registry.supervisor_sessions (instance_id, project, instance_type, short_id, host_machine)
            SELECT ? || '-PS-' || lpad(to_hex(n), 6, '0'), ?, 'PS', lpad(to_hex(n), 6, '0'), 'laptop'
              FROM generate_series(1, ?) AS n
            """;

    private static final String SIGNS_OF_LIFE = """
            SELECT instance_id, status, last_heartbeat, extract(epoch FROM now() - last_heartbeat) AS age_seconds
              FROM registry.supervisor_sessions
             WHERE project = ?
            """;

    private static final String SILENT_UNTIL = "UPDATE registry.watch SET silent_until = ?";

    private static final String UNTOLD = "SELECT count(*) FROM registry.outbox";

    private static final String LAST_SWEEP = "SELECT last_sweep_at FROM registry.watch";

    private final Connection owner;

    Fleet(Connection owner) {
        this.owner = owner;
    }

    /** A row, as far as it tells whether its agent lives. */
    record SignOfLife(String status, Instant lastHeartbeat, Duration age) {

        boolean isActive() {
            return status.equals("active");
        }

        boolean isStale() {
            return status.equals("stale");
        }
    }

    void fill(int instances) throws SQLException {
        try (var statement = owner.prepareStatement(FILL)) {
            statement.setInt(1, MACHINES);
            statement.setInt(2, MAX_SILENCE);
            statement.setInt(3, PROJECTS - 1);
            statement.setInt(4, instances);
            statement.executeUpdate();
        }
        vacuum();
    }

    /** Makes so many agents of {@code project}, of which nobody is told. */
    void beating(String project, int instances) throws SQLException {
        try (var statement = owner.prepareStatement(BEATING)) {
            statement.setString(1, project);
            statement.setString(2, project);
            statement.setInt(3, instances);
            statement.execute();
        }
    }

    void vacuum() throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute("VACUUM (ANALYZE) registry.supervisor_sessions");
        }
    }

    Map<String, SignOfLife> signsOfLife(String project) throws SQLException {
        var signs = new HashMap<String, SignOfLife>();
        try (var statement = owner.prepareStatement(SIGNS_OF_LIFE)) {
            statement.setString(1, project);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    signs.put(
                            rows.getString(1),
                            new SignOfLife(
                                    rows.getString(2),
                                    rows.getTimestamp(3).toInstant(),
                                    Duration.ofMillis(Math.round(1000 * rows.getDouble(4)))));
                }
            }
        }
        return signs;
    }

    /** As if nobody could have been heard before. */
    void silenceCountsFrom(Instant time) throws SQLException {
        try (var statement = owner.prepareStatement(SILENT_UNTIL)) {
            statement.setObject(1, time.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    /** How many changes wait in the outbox. */
    long untold() throws SQLException {
        try (var statement = owner.createStatement();
                var row = statement.executeQuery(UNTOLD)) {
            row.next();
            return row.getLong(1);
        }
    }

    Instant lastSweep() throws SQLException {
        try (var statement = owner.createStatement();
                var row = statement.executeQuery(LAST_SWEEP)) {
            row.next();
            return row.getObject(1, Timestamp.class).toInstant();
        }
    }
}
