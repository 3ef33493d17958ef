package continuity.commandlog.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some commands, newest first.
 *
 * @param totalCount on all pages
 * @param nextCursor null on the last page
 */
public record CommandPage(
        List<StoredCommand> commands,
        long totalCount,
        @Nullable String nextCursor) {}
