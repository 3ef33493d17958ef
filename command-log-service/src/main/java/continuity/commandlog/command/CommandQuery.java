package continuity.commandlog.command;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The parameters of {@code GET /api/v1/commands} as they came. */
public record CommandQuery(
        @RestQuery("instance_id") @Nullable String instanceId,
        @RestQuery @Nullable String project,
        @RestQuery @Nullable String machine,
        @RestQuery("tool_name") @Nullable String toolName,
        @RestQuery @Nullable String action,
        @RestQuery @Nullable String tag,
        @RestQuery @Nullable String success,
        @RestQuery @Nullable String from,
        @RestQuery @Nullable String to,
        @RestQuery @Nullable String limit,
        @RestQuery @Nullable String cursor) {}
