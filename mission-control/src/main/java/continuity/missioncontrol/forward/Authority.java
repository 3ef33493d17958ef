package continuity.missioncontrol.forward;

import org.jspecify.annotations.Nullable;

/**
 * In whose name a service is called: with the caller's own token while the caller waits, later with ours and the
 * caller's verified name and rights beside it.
 *
 * @param bearer value of {@code Authorization}
 * @param onBehalf value of {@link continuity.kit.security.Callers#ON_BEHALF}, null for none
 */
public record Authority(String bearer, @Nullable String onBehalf) {

    @Override
    public String toString() {
        return "Authority[onBehalf=" + (onBehalf != null) + "]"; // a token must never reach a log
    }
}
