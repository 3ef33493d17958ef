package continuity.resume;

import continuity.contracts.InstanceId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed after {@code resume}.
 *
 * @param text lower case, without surrounding white space; empty for none
 */
record Hint(String text) {

    static final int MIN_PREFIX = 4;

    private static final Set<String> LATEST = Set.of("", "latest", "newest");
    private static final Pattern PREFIX = Pattern.compile("[0-9a-z]{" + MIN_PREFIX + ",32}");

    /** Matches no short id, as these hold no hyphen. */
    private static final String NO_PREFIX = "-";

    static Hint of(@Nullable String typed) {
        return new Hint(typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT));
    }

    boolean isLatest() {
        return LATEST.contains(text);
    }

    boolean namesMachine() {
        return text.contains("@");
    }

    String idWithoutMachine() {
        return namesMachine() ? text.substring(0, text.indexOf('@')) : text;
    }

    String machine() {
        return text.substring(text.indexOf('@') + 1);
    }

    /** The id in our spelling; null when the hint is none. */
    @Nullable
    String fullId() {
        return InstanceId.parse(text).map(InstanceId::toString).orElse(null);
    }

    String shortIdPrefix() {
        return PREFIX.matcher(text).matches() ? text : NO_PREFIX;
    }
}
