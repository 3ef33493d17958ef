package continuity.commandlog;

import continuity.testkit.Backbone;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A look into the database past the service, as one of its roles. */
public final class Tables {

    private Tables() {}

    /** The first column of what people with psql see. */
    public static List<String> select(String sql) {
        return select("supervisor", sql);
    }

    /** The first column of what {@code role} sees. */
    public static List<String> select(String role, String sql) {
        try (var connection = DriverManager.getConnection(Backbone.jdbcUrl(), role, Backbone.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var result = new ArrayList<String>();
            while (rows.next()) {
                result.add(rows.getString(1));
            }
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement as {@code role}. */
    public static void execute(String role, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(Backbone.jdbcUrl(), role, Backbone.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
