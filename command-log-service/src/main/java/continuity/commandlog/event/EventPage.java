package continuity.commandlog.event;

import continuity.contracts.EventAppended;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some events of an instance, in the order of their sequence or the other way round.
 *
 * @param events as many as were asked for, or as fit into one answer
 * @param totalCount on all pages
 * @param hasMore whether another page follows
 * @param nextCursor null on the last page
 */
public record EventPage(
        List<EventAppended> events,
        long totalCount,
        boolean hasMore,
        @Nullable String nextCursor) {}
