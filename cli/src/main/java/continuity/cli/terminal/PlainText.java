package continuity.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * Text from elsewhere, made safe for a terminal: no escape sequence that moves the cursor or sets the title, no control
 * character, nothing that reverses the writing direction.
 */
public final class PlainText {

    private static final Pattern ESCAPE_SEQUENCE = Pattern.compile(
            "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\)");
    private static final String DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069";
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}" + DIRECTION + "&&[^\n\t]]");
    private static final Pattern UNPRINTABLE_IN_JSON = Pattern.compile("[\\x7f-\\x9f" + DIRECTION + "]");
    private static final Pattern LINE_BREAKS = Pattern.compile("\\h*[\n\u2028\u2029]\\s*|\t");

    private PlainText() {}

    /** The text with its line breaks and tabs, and nothing else that a terminal would obey. */
    public static String of(String text) {
        var lines = text.replace("\r\n", "\n");
        return UNPRINTABLE
                .matcher(ESCAPE_SEQUENCE.matcher(lines).replaceAll(""))
                .replaceAll("");
    }

    /** The same on one line. */
    public static String oneLine(String text) {
        return LINE_BREAKS.matcher(of(text)).replaceAll(" ").strip();
    }

    /** The document, indented; what a terminal would obey is escaped, so that programs still read the same values. */
    public static String of(JsonNode json) {
        return UNPRINTABLE_IN_JSON
                .matcher(json.toPrettyString())
                .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
    }
}
