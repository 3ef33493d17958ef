package continuity.registry;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an agent's hooks so far, as one source counts them from zero.
 *
 * @param source who counts; another one begins after a restart
 * @param stored hooks whose records all services have taken
 * @param dropped hooks that could not be kept, or that a service refused
 * @param waiting hooks that are kept and not delivered yet
 */
record HookCounts(@Nullable UUID source, long stored, long dropped, long waiting) {

    /** Every hook that arrived; what is missing between this and {@link #stored} is either waiting or dropped. */
    long captured() {
        return stored + dropped + waiting;
    }
}
