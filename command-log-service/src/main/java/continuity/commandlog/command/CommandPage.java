package continuity.commandlog.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some commands, newest first.
 *
 * @param totalCount on all pages; counted up to 10,000
 * @param totalCountEstimated whether it is more than that, and an estimate
 * @param nextCursor null on the last page
 */
public record CommandPage(
        List<StoredCommand> commands,
        long totalCount,
        boolean totalCountEstimated,
        @Nullable String nextCursor) {}
