package continuity.commandlog.snippet;

import continuity.commandlog.ListQuery;
import continuity.kit.problem.InvalidInput;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which snippets are asked for; null means any.
 *
 * @param words a query of {@link Words}
 * @param from earliest time of acceptance
 * @param to latest time of acceptance
 * @param before the last id of the page before
 */
record SnippetFilter(
        @Nullable String instanceId,
        @Nullable String project,
        @Nullable String snippetType,
        @Nullable String tag,
        @Nullable String words,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID before) {

    /** Longest {@code q}, in characters. */
    private static final int MAX_Q = 1_000;

    /** @throws InvalidInput if a parameter is unreadable */
    static SnippetFilter of(SnippetQuery query) {
        return new SnippetFilter(
                ListQuery.text("instance_id", query.instanceId()),
                ListQuery.text("project", query.project()),
                type(query.snippetType()),
                ListQuery.text("tag", query.tag()),
                words(query.q()),
                ListQuery.time("from", query.from()),
                ListQuery.time("to", query.to()),
                ListQuery.position(query.cursor(), UUID::fromString));
    }

    private static @Nullable String type(@Nullable String type) {
        if (type != null && !SnippetIntake.TYPES.contains(type)) {
            throw new InvalidInput("snippet_type", "must be one of " + String.join(", ", SnippetIntake.TYPES));
        }
        return type;
    }

    private static @Nullable String words(@Nullable String text) {
        if (text != null && text.length() > MAX_Q) {
            throw new InvalidInput("q", "must have at most " + MAX_Q + " characters");
        }
        var words = text == null ? null : Words.query(text);
        if (words != null && words.isEmpty()) {
            throw new InvalidInput("q", "has no word to look for; give letters or digits");
        }
        return words;
    }
}
