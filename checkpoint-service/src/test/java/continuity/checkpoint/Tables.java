package continuity.checkpoint;

import continuity.testkit.Backbone;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database as one of its roles sees it. */
final class Tables {

    private Tables() {}

    /** The first value of a statement's result, null if it returns no rows. */
    static @Nullable String query(String role, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(Backbone.jdbcUrl(), role, Backbone.password());
                var statement = connection.createStatement()) {
            var hasRows = statement.execute(sql);
            var rows = statement.getResultSet();
            return hasRows && rows.next() ? rows.getString(1) : null;
        }
    }
}
