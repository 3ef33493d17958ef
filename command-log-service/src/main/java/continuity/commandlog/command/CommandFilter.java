package continuity.commandlog.command;

import continuity.commandlog.ListQuery;
import continuity.commandlog.Partitions;
import continuity.contracts.Uuid7;
import continuity.kit.problem.InvalidInput;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which commands are asked for; null means any.
 *
 * @param from earliest time of acceptance
 * @param to latest time of acceptance
 * @param before the last id of the page before
 */
record CommandFilter(
        @Nullable String instanceId,
        @Nullable String project,
        @Nullable String machine,
        @Nullable String toolName,
        @Nullable String action,
        @Nullable String tag,
        @Nullable Boolean success,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID before) {

    /** @throws InvalidInput if a parameter is unreadable */
    static CommandFilter of(CommandQuery query) {
        return new CommandFilter(
                ListQuery.text("instance_id", query.instanceId()),
                ListQuery.text("project", query.project()),
                ListQuery.text("machine", query.machine()),
                ListQuery.text("tool_name", query.toolName()),
                ListQuery.text("action", query.action()),
                ListQuery.text("tag", query.tag()),
                ListQuery.flag("success", query.success()),
                ListQuery.time("from", query.from()),
                ListQuery.time("to", query.to()),
                ListQuery.position(query.cursor(), UUID::fromString));
    }

    /** No command accepted since {@link #from} has a smaller id; spares the search the older partitions. */
    @Nullable
    UUID firstId() {
        return from == null ? null : Partitions.firstIdAt(from.minus(Uuid7.MAX_AGE));
    }

    /** No command accepted until {@link #to} has this id or a larger one. */
    @Nullable
    UUID endId() {
        return to == null ? null : Partitions.firstIdAt(to.plus(Uuid7.MAX_AHEAD).plusMillis(1));
    }
}
