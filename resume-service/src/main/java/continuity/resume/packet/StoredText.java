package continuity.resume.packet;

import java.util.regex.Pattern;

/**
 * Text that somebody else wrote, made fit to be shown to an agent: it can be read, but it cannot pose as our own words,
 * as markup, or as terminal control.
 */
final class StoredText {

    private static final Pattern TERMINAL_SEQUENCE =
            Pattern.compile("\u001B(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(\u0007|\u001B\\\\)?|[@-_])");

    /** Control and format characters (bidirectional marks and zero-width ones among them), and lone surrogates. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\x{2028}\\x{2029}]");

    private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

    /** The only stored values that may stand inside a suggested command. */
    private static final Pattern COMMAND_SAFE = Pattern.compile("[A-Za-z0-9._/][A-Za-z0-9._/-]*");

    private StoredText() {}

    /** On one line, at most {@code limit} characters, in typographic quotation marks. */
    static String quote(String text, int limit) {
        return "“" + clean(text, limit) + "”";
    }

    /** A name or a path: bare when it cannot be read as a sentence, else quoted like any other text. */
    static String name(String text, int limit) {
        return isCommandSafe(text) && text.length() <= limit ? text : quote(text, limit);
    }

    /** As {@link #quote} without the quotation marks. */
    static String clean(String text, int limit) {
        var plain = TERMINAL_SEQUENCE.matcher(text).replaceAll("");
        plain = plain.replaceAll("\\s+", " ");
        plain = INVISIBLE.matcher(plain).replaceAll("");
        plain = TAG.matcher(plain).replaceAll("‹");
        plain = plain.replace('“', '"').replace('”', '"').replace('`', '\'').strip();
        if (plain.length() <= limit) {
            return plain;
        }
        var end = Character.isHighSurrogate(plain.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return plain.substring(0, end) + "…";
    }

    /** Whether a stored value may stand inside a command that we suggest. */
    static boolean isCommandSafe(String value) {
        return COMMAND_SAFE.matcher(value).matches();
    }
}
