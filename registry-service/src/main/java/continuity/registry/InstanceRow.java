package continuity.registry;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.contracts.InstanceType;
import continuity.kit.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code registry.supervisor_sessions}.
 *
 * @param running what it was in the middle of when its hooks were last heard; null for nothing
 * @param countsFrom its last sign of life, or the end of the last time in which nobody could speak, if that was later
 * @param hasStatusLine whether it is its status line that says whether it lives
 * @param claimedBy who superseded it, as {@link Claim#claimant()} says
 * @param revision raised with each change that others hear of; from 1 on
 * @param announcedAt time of that change, later than that of any before it
 * @param readAt the database's time when it was read
 */
record InstanceRow(
        Instance instance,
        @Nullable Running running,
        Instant countsFrom,
        boolean hasStatusLine,
        @Nullable String claimedBy,
        long revision,
        Instant announcedAt,
        Instant readAt) {

    /** Seconds since the last sign of life, never negative. */
    long ageSeconds() {
        return Math.max(0, Duration.between(instance.lastHeartbeat(), readAt).toSeconds());
    }

    /** Whether it has been silent for so long that it would be stale, were it not in the middle of something. */
    boolean isQuiet(Duration staleAfter) {
        return instance.status() == InstanceStatus.ACTIVE
                && running != null
                && !hasStatusLine
                && !countsFrom.plus(staleAfter).isAfter(readAt);
    }

    /** Reads {@code supervisor_sessions.*}, {@code read_at} and the watch's {@code silent_until}. */
    static InstanceRow read(ResultSet row) throws SQLException {
        var percent = row.getInt("context_percent");
        var percentOrNull = row.wasNull() ? null : (Integer) percent;
        var instance = new Instance(
                row.getString("instance_id"),
                row.getString("project"),
                InstanceType.valueOf(row.getString("instance_type")),
                row.getString("host_machine"),
                InstanceStatus.of(row.getString("status")),
                percentOrNull,
                row.getString("context_source"),
                row.getString("current_epic"),
                row.getString("client"),
                row.getString("client_session_id"),
                row.getString("working_directory"),
                row.getString("parent_instance_id"),
                row.getString("resumed_from"),
                row.getString("superseded_by"),
                time(row, "created_at"),
                time(row, "last_heartbeat"),
                row.getInt("generation"),
                Database.instant(row, "closed_at"),
                row.getString("closed_reason"),
                row.getString("previous_instance"),
                row.getString("link_confidence"));
        var silentUntil = time(row, "silent_until");
        return new InstanceRow(
                instance,
                running(row),
                silentUntil.isAfter(instance.lastHeartbeat()) ? silentUntil : instance.lastHeartbeat(),
                row.getBoolean("has_status_line"),
                row.getString("claimed_by"),
                row.getLong("revision"),
                time(row, "announced_at"),
                time(row, "read_at"));
    }

    private static @Nullable Running running(ResultSet row) throws SQLException {
        var since = Database.instant(row, "running_since");
        return since == null ? null : new Running(row.getString("running_tool"), since);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Database.instant(row, column), column);
    }
}
