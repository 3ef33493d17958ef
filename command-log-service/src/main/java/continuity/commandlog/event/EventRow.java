package continuity.commandlog.event;

import continuity.commandlog.JsonText;
import continuity.contracts.EventAppended;
import continuity.kit.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A whole row of the event store. */
final class EventRow {

    private EventRow() {}

    static EventAppended read(ResultSet row, JsonText json) throws SQLException {
        return new EventAppended(
                row.getObject("event_id", UUID.class),
                row.getString("instance_id"),
                row.getString("project"),
                row.getInt("generation"),
                row.getString("event_type"),
                row.getLong("sequence_num"),
                json.object(row.getString("event_data")),
                json.object(row.getString("metadata")),
                row.getObject("parent_event_id", UUID.class),
                row.getObject("root_event_id", UUID.class),
                row.getInt("depth"),
                Database.instant(row, "occurred_at"),
                time(row, "timestamp"));
    }

    /** A time that is never null. */
    static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Database.instant(row, column), column);
    }
}
