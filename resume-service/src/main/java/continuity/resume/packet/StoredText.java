package continuity.resume.packet;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Text that somebody else wrote, made fit to be shown to an agent: it can be read, but it cannot pose as our own words,
 * as markup, or as terminal control.
 */
public final class StoredText {

    private static final Pattern TERMINAL_SEQUENCE =
            Pattern.compile("\u001B(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(\u0007|\u001B\\\\)?|[@-_])");

    /** Control and format characters (bidirectional marks and zero-width ones among them), and lone surrogates. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\x{2028}\\x{2029}]");

    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");
    private static final Pattern QUOTATION_MARK = Pattern.compile("[“”„‟❝❞〝〞]");

    /**
     * What would make emphasis, a link, an image or another character of it, and a backslash that would take our own
     * away. An underscore inside a word does nothing.
     */
    private static final Pattern MARKUP = Pattern.compile("\\*|~(?=~)|(?<=~)~|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])"
            + "|\\](?=[(\\[])|&(?=#?\\w{1,31};)|\\\\(?=[\\\\*~_\\]&])");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/][A-Za-z0-9._/-]*");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{7,40}");
    private static final Pattern EXTENSION = Pattern.compile("\\.\\w{1,5}$");
    private static final Pattern WORD = Pattern.compile("[A-Z]*[a-z]+|[A-Z]+");

    /** Words in a row that are a name still, and no sentence. */
    private static final int MAX_WORDS = 3;

    /** How our own readers name a record; what a checkpoint brought along may name it in any way. */
    private static final Pattern RECORD =
            Pattern.compile("([a-z0-9-]{1,64}-[A-Z]{2}-[0-9a-f]{6} )*(event \\d+|command [0-9a-f-]{36}"
                    + "|checkpoint [0-9a-f-]{36}|heartbeat at [0-9TZ:.-]+|registry row|registry revision \\d+)");

    private static final int MAX_RECORD = 100;

    private StoredText() {}

    /**
     * On one line, at most {@code limit} characters beside those that escape markup, in typographic quotation marks.
     */
    static String quote(String text, int limit) {
        return "“" + MARKUP.matcher(clean(text, limit)).replaceAll("\\\\$0") + "”";
    }

    /** A name or a path: bare when it is short and plain and cannot be read as a sentence, else quoted. */
    static String name(String text, int limit) {
        return text.length() <= limit && isPlain(text) ? text : quote(text, limit);
    }

    /** The record behind a statement, in brackets; null where no single one tells it. */
    static String cite(@Nullable String source) {
        if (source == null) {
            return "[inferred from commands]";
        }
        return "[" + (RECORD.matcher(source).matches() ? source : quote(source, MAX_RECORD)) + "]";
    }

    /** As {@link #quote} without the quotation marks, and with its markup. */
    public static String clean(String text, int limit) {
        var plain = TERMINAL_SEQUENCE.matcher(text).replaceAll("");
        plain = plain.replaceAll("\\s+", " ");
        plain = INVISIBLE.matcher(plain).replaceAll("");
        plain = TAG.matcher(plain).replaceAll("‹");
        plain = QUOTATION_MARK
                .matcher(plain)
                .replaceAll("\"")
                .replace('`', '\'')
                .strip();
        if (plain.length() <= limit) {
            return plain;
        }
        var end = Character.isHighSurrogate(plain.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return plain.substring(0, end) + "…";
    }

    private static boolean isPlain(String text) {
        return HASH.matcher(text).matches()
                || (PLAIN.matcher(text).matches()
                        && !MARKUP.matcher(text).find()
                        && Stream.of(text.split("/")).allMatch(StoredText::isShortName));
    }

    private static boolean isShortName(String part) {
        var name = EXTENSION.matcher(part).replaceFirst("");
        return WORD.matcher(name).results().limit(MAX_WORDS + 1L).count() <= MAX_WORDS;
    }
}
