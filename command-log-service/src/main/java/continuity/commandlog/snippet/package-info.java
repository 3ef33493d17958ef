/**
 * Snippets: passages of a conversation, code or decisions that somebody keeps on purpose. State first: the row and the
 * event {@code snippet_saved}, by which the work state hears of it, are one transaction. The same id twice is one
 * snippet. They are found by tag and by word, and leave after 30 days
 * ({@link continuity.commandlog.snippet.SnippetCleanup}).
 */
@NullMarked
package continuity.commandlog.snippet;

import org.jspecify.annotations.NullMarked;
