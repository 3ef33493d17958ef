package continuity.sanitizer;

/** Where words, lines and escapes begin and end, in plain text as well as in text inside JSON inside shell. */
final class Words {

    /** JSON in JSON, six levels deep. */
    private static final int MAX_BACKSLASHES = 63;

    private static final int MAX_COLOUR = 12;
    private static final int MAX_DECORATION = 24;
    private static final String[] ESCAPE_NAMES = {"u001b", "u001B", "x1b", "x1B", "033", "e"};

    private static final boolean[] NAME_PARTS = nameParts();

    private Words() {}

    private static boolean[] nameParts() {
        var parts = new boolean[128];
        for (char c = 0; c < parts.length; c++) {
            parts[c] = isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
        }
        return parts;
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Names are of ASCII, but for the words of other European languages. */
    static boolean isNamePart(char c) {
        return c < NAME_PARTS.length ? NAME_PARTS[c] : c >= '\u00c0' && c < '\u0530' && Character.isLetter(c);
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00a0';
    }

    /** The character, or NUL outside the text: saves every caller its bounds check. */
    static char at(String text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
    }

    static int skipBlanks(String text, int at) {
        while (isBlank(at(text, at))) {
            at++;
        }
        return at;
    }

    static int skipBackslashes(String text, int at) {
        int i = at;
        while (i - at < MAX_BACKSLASHES && at(text, i) == '\\') {
            i++;
        }
        return i;
    }

    /** Whether a token may begin here: after no letter or digit, or after one that belongs to an escape or a colour. */
    static boolean startsAt(String text, int at) {
        var before = at(text, at - 1);
        if (!isLetterOrDigit(before)) {
            return true;
        }
        return at(text, at - 3) == '%'
                || (at(text, at - 2) == '\\' && isEscapeLetter(text, at - 1))
                || (at(text, at - 6) == '\\' && at(text, at - 5) == 'u')
                || (before == 'm' && endsColour(text, at - 1));
    }

    /** Whether the letter here is the second half of an escaped line break or tab. */
    static boolean isEscapeLetter(String text, int at) {
        var c = at(text, at);
        return at(text, at - 1) == '\\' && (c == 'n' || c == 'r' || c == 't');
    }

    /** A terminal colour ends with the letter m here, as in {@code ESC[1;32m}. */
    private static boolean endsColour(String text, int at) {
        int i = at - 1;
        while (at - i < MAX_COLOUR && (at(text, i) == ';' || Character.isDigit(at(text, i)))) {
            i--;
        }
        return at(text, i) == '[';
    }

    /** Whether a text was cut here, as far as an ellipsis says so. */
    static boolean isEllipsis(String text, int at) {
        return text.startsWith("…", at)
                || text.startsWith("...", at)
                || (at(text, at) == '\\' && text.startsWith("u2026", skipBackslashes(text, at)));
    }

    /** Where a terminal colour that begins here ends, be its escape real or written out; {@code at} if none does. */
    static int skipColours(String text, int at) {
        int i = at;
        int next = skipColour(text, i);
        while (next > i) {
            i = next;
            next = skipColour(text, i);
        }
        return i;
    }

    private static int skipColour(String text, int at) {
        var c = at(text, at);
        if (c != '\u001b' && c != '\\') {
            return at;
        }
        int i = c == '\u001b' ? at + 1 : skipEscapeName(text, skipBackslashes(text, at));
        if (i < 0 || at(text, i) != '[') {
            return at;
        }
        int end = i + 1;
        while (end - i < MAX_COLOUR && (at(text, end) == ';' || Character.isDigit(at(text, end)))) {
            end++;
        }
        return at(text, end) == 'm' ? end + 1 : at;
    }

    /** As JSON, C, the shell and Python write the escape character. */
    private static int skipEscapeName(String text, int at) {
        for (var name : ESCAPE_NAMES) {
            if (text.startsWith(name, at)) {
                return at + name.length();
            }
        }
        return -1;
    }

    /** Behind blanks and colours. */
    static int skipGap(String text, int at) {
        int i = skipColours(text, skipBlanks(text, at));
        return i == at ? at : skipColours(text, skipBlanks(text, i));
    }

    /** Position after the line break, real or escaped any number of times, that stands here; the same if none does. */
    static int skipLineBreak(String text, int at) {
        int i = skipOne(text, at, '\r', 'r');
        return skipOne(text, i, '\n', 'n');
    }

    private static int skipOne(String text, int at, char real, char escaped) {
        int i = skipBackslashes(text, at);
        return at(text, i) == (i > at ? escaped : real) ? i + 1 : at;
    }

    /**
     * Whether only decoration stands between the line's beginning and here: indent, list dash, diff sign, line number.
     */
    static boolean startsLine(String text, int at) {
        for (int i = at - 1; i >= at - MAX_DECORATION; i--) {
            var c = at(text, i);
            if (c == '\n' || c == '\0' || isEscapeLetter(text, i)) {
                return true;
            }
            if (!isBlank(c) && !Character.isDigit(c) && "+->|*;[m\u001b".indexOf(c) < 0) {
                return false;
            }
        }
        return false;
    }

    static boolean endsLine(String text, int at) {
        int i = skipBlanks(text, at);
        return i >= text.length() || text.charAt(i) == '#' || skipLineBreak(text, i) > i;
    }
}
