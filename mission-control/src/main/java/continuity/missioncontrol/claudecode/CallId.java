package continuity.missioncontrol.claudecode;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The id of a tool call for a client that gives none: what was called, and when. The end of a call knows only when it
 * ended, so it belongs to the last announcement of the same call before that; an end delivered twice belongs to the
 * same one.
 */
public final class CallId {

    private static final Pattern FORM = Pattern.compile("(call-[0-9a-f]{8}-)\\d{13}");

    private CallId() {}

    /** @param input of the tool; of it only 32 bits remain, which give nothing away */
    public static String of(String tool, Object input, Instant at) {
        return "call-%08x-%013d".formatted(Objects.hash(tool, input), at.toEpochMilli());
    }

    /** The id under which the call that ended was announced; its own if it was not. */
    static String announced(Collection<String> known, String ended) {
        var form = FORM.matcher(ended);
        if (!form.matches()) {
            return ended;
        }
        var what = form.group(1);
        return known.stream()
                .filter(id -> id.startsWith(what) && id.compareTo(ended) <= 0)
                .max(Comparator.naturalOrder())
                .orElse(ended);
    }
}
