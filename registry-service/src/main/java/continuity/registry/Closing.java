package continuity.registry;

import org.jspecify.annotations.Nullable;

/**
 * A request to close an instance.
 *
 * @param generation the run of the agent that ended; absent means the current one
 * @param hooks what became of its hooks
 */
record Closing(
        @Nullable String reason,
        @Nullable Integer generation,
        @Nullable HookCounts hooks) {

    static final Closing EMPTY = new Closing(null, null, null);
}
