package continuity.registry;

import continuity.testkit.Backbone;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** The database as people with a password see it, past the service. */
final class Rows {

    private Rows() {}

    static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(Backbone.jdbcUrl(), role, Backbone.password());
    }

    /** Runs a statement as the owner of the schema. */
    static void change(String sql, Object... arguments) throws SQLException {
        try (var connection = connect("registry_owner")) {
            change(connection, sql, arguments);
        }
    }

    static void change(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }

    /** The first column of the first row, as text. */
    static String text(String sql) throws SQLException {
        try (var connection = connect("registry_owner");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** Pretends that an instance gave its last sign of life that long ago. */
    static void silence(String instanceId, Duration age) throws SQLException {
        change(
                "UPDATE registry.supervisor_sessions SET last_heartbeat = now() - make_interval(secs => ?) "
                        + "WHERE instance_id = ?",
                (double) age.toMillis() / 1000,
                instanceId);
    }

    /** Forgets that the detector has just been started, or that a test made it believe so. */
    static void forgetGaps() throws SQLException {
        change("UPDATE registry.watch SET silent_until = now() - interval '1 day'");
    }
}
