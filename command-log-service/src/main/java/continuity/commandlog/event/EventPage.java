package continuity.commandlog.event;

import continuity.contracts.EventAppended;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some events of an instance, ascending by sequence.
 *
 * @param totalCount on all pages
 * @param nextCursor null on the last page
 */
public record EventPage(
        List<EventAppended> events,
        long totalCount,
        boolean hasMore,
        @Nullable String nextCursor) {}
