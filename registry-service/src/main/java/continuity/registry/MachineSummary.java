package continuity.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one machine in numbers.
 *
 * @param machine null for those whose machine is unknown
 * @param lastActivity newest sign of life
 * @param projects in alphabetical order
 */
record MachineSummary(
        @Nullable String machine,
        long total,
        long active,
        long stale,
        long closed,
        Instant lastActivity,
        List<String> projects) {}
