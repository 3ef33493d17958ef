package continuity.registry;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.contracts.InstanceType;
import continuity.kit.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/**
 * What is left of a purged instance.
 *
 * @param instance id, project, type, generation and times; the rest is gone
 * @param revision of the purge
 * @param purgedBy the admin
 */
record Tombstone(Instance instance, long revision, Instant purgedAt, String purgedBy, String reason) {

    private static final String CLOSED_REASON = "purged";

    /** Reads {@code tombstones.*}. */
    static Tombstone read(ResultSet row) throws SQLException {
        var purgedAt = time(row, "purged_at");
        var instance = new Instance(
                row.getString("instance_id"),
                row.getString("project"),
                InstanceType.valueOf(row.getString("instance_type")),
                null,
                InstanceStatus.CLOSED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                time(row, "created_at"),
                time(row, "last_heartbeat"),
                row.getInt("generation"),
                purgedAt,
                CLOSED_REASON,
                null,
                null);
        return new Tombstone(
                instance, row.getLong("revision"), purgedAt, row.getString("purged_by"), row.getString("reason"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Database.instant(row, column), column);
    }
}
