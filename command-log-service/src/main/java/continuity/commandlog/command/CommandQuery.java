package continuity.commandlog.command;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The parameters of {@code GET /api/v1/commands} as they came. */
public record CommandQuery(
        @RestQuery("instance_id") @Nullable String instanceId,
        @RestQuery @Nullable String project,
        @RestQuery @Nullable String machine,
        @RestQuery("command_type") @Nullable String commandType,
        @RestQuery("tool_name") @Nullable String toolName,
        @RestQuery @Nullable String action,

        @Parameter(description = "Repeat it for commands that have all of these tags") @RestQuery
        List<String> tag,

        @RestQuery @Nullable String success,
        @RestQuery @Nullable String from,
        @RestQuery @Nullable String to,

        @Parameter(
                description = "Words that must all be there: words, identifiers, file names, the end of a path, ids or"
                        + " their first 7 digits and more. Case does not count, no character is an operator")
        @RestQuery
        @Nullable
        String q,

        @RestQuery @Nullable String limit,
        @RestQuery @Nullable String cursor) {}
