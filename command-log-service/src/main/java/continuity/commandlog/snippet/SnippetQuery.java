package continuity.commandlog.snippet;

import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The parameters of {@code GET /api/v1/snippets} as they came. */
public record SnippetQuery(
        @RestQuery("instance_id") @Nullable String instanceId,
        @RestQuery @Nullable String project,
        @RestQuery("snippet_type") @Nullable String snippetType,
        @RestQuery @Nullable String tag,
        @RestQuery @Nullable String q,
        @RestQuery @Nullable String from,
        @RestQuery @Nullable String to,
        @RestQuery @Nullable String limit,
        @RestQuery @Nullable String cursor) {}
