package continuity.registry;

import org.jspecify.annotations.Nullable;

/**
 * A sign of life; fields that are absent keep their value.
 *
 * @param contextPercent 0–100, as the host reported it
 * @param clearEpic true when there is no current epic any more
 * @param generation the run of the agent that sends it; absent means the current one
 */
record Heartbeat(
        @Nullable Integer contextPercent,
        @Nullable String contextSource,
        @Nullable String currentEpic,
        @Nullable Boolean clearEpic,
        @Nullable Integer generation) {

    static final Heartbeat EMPTY = new Heartbeat(null, null, null, null, null);

    boolean clearsEpic() {
        return Boolean.TRUE.equals(clearEpic);
    }
}
