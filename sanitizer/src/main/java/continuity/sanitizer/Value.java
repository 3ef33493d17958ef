package continuity.sanitizer;

import java.util.regex.Pattern;

/**
 * Where a value begins and ends, without its quotes.
 *
 * @param quoted whether quotes say so; else the end was found by looking for a separator
 * @param cut whether it goes on behind what was asked for
 */
record Value(int start, int end, boolean quoted, boolean cut) {

    private static final Pattern ENCODED_END = Pattern.compile("%(?:2[267CcBb0]|3[Bb]|5[Dd]|7[Dd]|0)");

    /** How much of a value is read in order to judge it, in characters. */
    private static final int TO_JUDGE = 128;

    /** The same value to its end, once it is known to be worth it. */
    Value whole(String text) {
        if (!cut) {
            return this;
        }
        var quote = quoted ? text.charAt(start - 1) : '\0';
        var escaped = quoted && Words.at(text, start - 2) == '\\';
        int i = end;
        while (i < text.length() && !endsRest(text, i, quote, escaped)) {
            i++;
        }
        return new Value(start, i, quoted, false);
    }

    private static boolean endsRest(String text, int at, char quote, boolean escaped) {
        var c = text.charAt(at);
        if (quote == '\0') {
            return c <= ' ' || Words.isQuote(c);
        }
        return c == '\n' || (c == quote && (escaped || text.charAt(at - 1) != '\\'));
    }

    String in(String text) {
        return text.substring(start, end);
    }

    /**
     * Reads the value at a position.
     *
     * @param toBlank whether only a blank ends a value without quotes, as in an environment file; else also what
     *     separates parameters, statements and commands
     */
    static Value read(String text, int at, boolean toBlank) {
        int quote = Words.skipBackslashes(text, at);
        if (Words.isQuote(Words.at(text, quote))) {
            return quoted(text, quote, quote - at);
        }
        if (at < text.length() && "bfruBFRU".indexOf(text.charAt(at)) >= 0 && Words.isQuote(Words.at(text, at + 1))) {
            return quoted(text, at + 1, 0); // b"…", f'…', r"…"
        }
        return unquoted(text, at, toBlank);
    }

    /** Reads a value that goes on to the quote that encloses it, or to the end of its line. */
    static Value readLine(String text, int at, char enclosing) {
        int end = at;
        while (end < text.length() && text.charAt(end) != enclosing && Words.skipLineBreak(text, end) == end) {
            end++;
        }
        while (end > at && (Words.isBlank(text.charAt(end - 1)) || text.charAt(end - 1) == '\\')) {
            end--;
        }
        return new Value(at, end, false, false);
    }

    /** Reads a value in a text that was percent-encoded as a whole: to what separates parameters or closes quotes. */
    static Value encoded(String text, int at) {
        int limit = Math.min(text.length(), at + TO_JUDGE);
        int end = at;
        while (end < limit
                && !ends(text, end, false)
                && !ENCODED_END.matcher(text).region(end, text.length()).lookingAt()) {
            end++;
        }
        return new Value(at, end, false, false);
    }

    private static Value quoted(String text, int quote, int depth) {
        int start = quote + 1;
        int limit = Math.min(text.length(), start + TO_JUDGE);
        int backslashes = 0;
        for (int i = start; i < limit; i++) {
            var c = text.charAt(i);
            if (c == text.charAt(quote) && backslashes % (2 * (depth + 1)) == depth) {
                return new Value(start, i - depth, true, false);
            }
            if (c == '\n') {
                return new Value(start, i, true, false);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return new Value(start, limit, true, limit < text.length());
    }

    private static Value unquoted(String text, int at, boolean toBlank) {
        int limit = Math.min(text.length(), at + TO_JUDGE);
        int end = at;
        while (end < limit && !ends(text, end, toBlank)) {
            end++;
        }
        var cut = end == limit && limit < text.length();
        while (end > at && isPunctuation(text, at, end - 1)) {
            end--;
        }
        return new Value(at, end, false, cut);
    }

    /** Whether the last character belongs to the sentence or expression around the value rather than to the value. */
    private static boolean isPunctuation(String text, int start, int last) {
        var c = text.charAt(last);
        int closing = ")]}>".indexOf(c);
        return closing < 0 ? ",;:.*…".indexOf(c) >= 0 : text.indexOf("([{<".charAt(closing), start, last) < 0;
    }

    private static boolean ends(String text, int at, boolean toBlank) {
        var c = text.charAt(at);
        if (c <= ' ' || c == '\u00a0' || Words.isQuote(c)) {
            return true;
        }
        var next = Words.at(text, at + 1);
        return switch (c) {
            case '\\' ->
                next <= ' '
                        || next == '\\'
                        || Words.isQuote(next)
                        || Words.isEscapeLetter(text, at + 1)
                        || Words.skipColours(text, at) > at;
            case ',' -> next <= ' ' || Words.isQuote(next);
            case ';', '&', '|' -> !toBlank;
            case '<' -> Words.at(text, at + 1) == '/';
            default -> false;
        };
    }
}
