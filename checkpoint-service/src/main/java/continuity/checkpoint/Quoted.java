package continuity.checkpoint;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stored text on its way into a document that an agent reads: it is quoted as data, on one line, and cannot end its
 * quotation, colour a terminal, turn the direction of writing or hand back the mark of a secret as if it were a value.
 */
final class Quoted {

    /** Longest quotation, in characters. */
    static final int MAX_LENGTH = 200;

    private static final Pattern MARK = Pattern.compile("\\[REDACTED:[^\\]]{1,80}+\\]");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}`]+");

    private Quoted() {}

    /** The text in backticks; a dash for what a client left out of its document. */
    static String quoted(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return "—";
        }
        var open = MARK.matcher(text).replaceAll("(secret)");
        var line = UNSEEN.matcher(open).replaceAll(" ").strip();
        return "`" + (line.length() <= MAX_LENGTH ? line : cut(line)) + "`";
    }

    /** What is there of a list that comes from a client's document: it may be absent, and so may its items. */
    static <T> List<T> present(@Nullable List<T> items) {
        return items == null
                ? List.of()
                : items.stream().filter(Objects::nonNull).toList();
    }

    private static String cut(String line) {
        var end = Character.isHighSurrogate(line.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1;
        return line.substring(0, end) + "…";
    }
}
