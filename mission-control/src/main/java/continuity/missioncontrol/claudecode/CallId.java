package continuity.missioncontrol.claudecode;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;

/**
 * The id of a tool call for a client that gives none: what was called, and when. The end of a call knows only when it
 * ended, so it belongs to the last announcement of the same call before that; an end delivered twice belongs to the
 * same one.
 */
public final class CallId {

    private static final String FORM = "call-%08x-";
    private static final int WHAT = FORM.formatted(0).length();

    private CallId() {}

    /** @param input of the tool; of it only 32 bits remain, which give nothing away */
    public static String of(String tool, Object input, Instant at) {
        return FORM.formatted(Objects.hash(tool, input)) + "%013d".formatted(at.toEpochMilli());
    }

    /** The id under which the call that ended was announced; its own if it was not. */
    static String announced(Collection<String> known, String ended) {
        if (!ended.startsWith("call-") || ended.length() <= WHAT) {
            return ended;
        }
        var what = ended.substring(0, WHAT);
        return known.stream()
                .filter(id -> id.startsWith(what) && id.compareTo(ended) <= 0)
                .max(Comparator.naturalOrder())
                .orElse(ended);
    }
}
