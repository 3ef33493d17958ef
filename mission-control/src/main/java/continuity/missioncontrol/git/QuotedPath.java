package continuity.missioncontrol.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A path as git prints it: bare, or in double quotes with the escapes of C, in which a byte is three octal digits.
 * Bytes that are no UTF-8, which a file name may hold, become U+FFFD.
 */
final class QuotedPath {

    private static final String LETTERS = "abtnvfr\"\\";
    private static final String MEANINGS = "\u0007\b\t\n\u000B\f\r\"\\";
    private static final int OCTAL_DIGITS = 3;

    private QuotedPath() {}

    /** The path itself; a quotation that is cut short gives what there is of it. */
    static String read(String printed) {
        if (!printed.startsWith("\"")) {
            return printed;
        }
        var bytes = new ByteArrayOutputStream(printed.length());
        var at = 1;
        while (at < printed.length() && printed.charAt(at) != '"') {
            at = printed.charAt(at) == '\\' ? escape(printed, at + 1, bytes) : plain(printed, at, bytes);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int plain(String printed, int at, ByteArrayOutputStream bytes) {
        var end = printed.offsetByCodePoints(at, 1);
        bytes.writeBytes(printed.substring(at, end).getBytes(StandardCharsets.UTF_8));
        return end;
    }

    /** @return where to read on */
    private static int escape(String printed, int at, ByteArrayOutputStream bytes) {
        var end = at;
        var octal = 0;
        while (end < printed.length() && end < at + OCTAL_DIGITS && Character.digit(printed.charAt(end), 8) >= 0) {
            octal = octal * 8 + Character.digit(printed.charAt(end), 8);
            end++;
        }
        if (end > at) {
            bytes.write(octal);
            return end;
        }
        if (at < printed.length()) {
            var letter = LETTERS.indexOf(printed.charAt(at));
            bytes.write(letter < 0 ? printed.charAt(at) : MEANINGS.charAt(letter));
        }
        return at + 1;
    }
}
