package continuity.commandlog.command;

import continuity.commandlog.JsonText;
import continuity.kit.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Reads a row of the table. */
final class CommandRow {

    private CommandRow() {}

    static StoredCommand read(ResultSet row, JsonText json) throws SQLException {
        return new StoredCommand(
                row.getObject("command_id", UUID.class),
                row.getString("instance_id"),
                row.getString("project"),
                row.getString("host_machine"),
                row.getInt("generation"),
                row.getString("command_type"),
                row.getString("action"),
                row.getString("description"),
                row.getString("tool_name"),
                json.object(row.getString("parameters")),
                json.tree(row.getString("result")),
                row.getString("error_message"),
                row.getObject("success", Boolean.class),
                row.getObject("execution_time_ms", Long.class),
                List.of((String[]) row.getArray("tags").getArray()),
                json.object(row.getString("context_data")),
                Database.instant(row, "occurred_at"),
                Objects.requireNonNull(Database.instant(row, "created_at")));
    }
}
