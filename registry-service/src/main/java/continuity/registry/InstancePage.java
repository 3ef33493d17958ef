package continuity.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of instances.
 *
 * @param totalCount all that match, on every page together
 * @param nextCursor where the next page begins; null on the last
 */
record InstancePage(
        List<InstanceWithAge> instances,
        long totalCount,
        long activeCount,
        long staleCount,
        @Nullable String nextCursor) {}
