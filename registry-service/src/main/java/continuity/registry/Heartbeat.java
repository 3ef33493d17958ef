package continuity.registry;

import org.jspecify.annotations.Nullable;

/**
 * A sign of life; fields that are absent keep their value.
 *
 * @param contextPercent 0–100, as the host reported it
 * @param clearEpic true when there is no current epic any more
 * @param generation the run of the agent that sends it; absent means the current one
 * @param evidence what the sign of life is, by its name; absent means a call made on purpose
 * @param running what the agent is in the middle of
 * @param clearRunning true when it is in the middle of nothing
 * @param hooks what became of its hooks
 */
record Heartbeat(
        @Nullable Integer contextPercent,
        @Nullable String contextSource,
        @Nullable String currentEpic,
        @Nullable Boolean clearEpic,
        @Nullable Integer generation,
        @Nullable String evidence,
        @Nullable Running running,
        @Nullable Boolean clearRunning,
        @Nullable HookCounts hooks) {

    /** A status line: from then on the only thing that says that this run lives, apart from calls made on purpose. */
    static final String STATUS_LINE = "status_line";

    /** Some other hook, which says little where there is a status line: a tool may outlive its agent. */
    static final String HOOK = "hook";

    static final Heartbeat EMPTY = new Heartbeat(null, null, null, null, null, null, null, null, null);

    boolean clearsEpic() {
        return Boolean.TRUE.equals(clearEpic);
    }

    boolean isStatusLine() {
        return STATUS_LINE.equals(evidence);
    }

    boolean isHook() {
        return HOOK.equals(evidence);
    }

    /** Whether it says what the agent is in the middle of, be it nothing. */
    boolean tellsRunning() {
        return running != null || Boolean.TRUE.equals(clearRunning);
    }
}
