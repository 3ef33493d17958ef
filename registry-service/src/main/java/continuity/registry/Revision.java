package continuity.registry;

import continuity.kit.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/**
 * The number and time of a change of a row.
 *
 * @param generation of the instance after the change
 */
record Revision(long number, Instant at, int generation) {

    static Revision read(ResultSet row) throws SQLException {
        return new Revision(
                row.getLong("revision"),
                Objects.requireNonNull(Database.instant(row, "announced_at"), "announced_at"),
                row.getInt("generation"));
    }
}
