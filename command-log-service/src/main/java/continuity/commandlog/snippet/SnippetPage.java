package continuity.commandlog.snippet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some snippets, newest first.
 *
 * @param totalCount on all pages
 * @param nextCursor null on the last page
 */
public record SnippetPage(
        List<Snippet> snippets, long totalCount, @Nullable String nextCursor) {}
