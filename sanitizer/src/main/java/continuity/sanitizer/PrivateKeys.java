package continuity.sanitizer;

import java.util.regex.Pattern;

/**
 * PEM blocks of private keys, whole: with real line breaks or escaped ones, indented, numbered, or cut before their
 * end. Certificates and public keys stay.
 */
final class PrivateKeys implements Rule {

    private static final String TYPE = "private_key";
    private static final String DASHES = "-----";
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final int MAX_LABEL = 64;
    /** An RSA key of 16,384 bits has 12 kB; anything further away is the end of another block. */
    private static final int MAX_BLOCK = 32_768;

    private static final String PUTTY = "Private-Lines: ";
    private static final Pattern PUTTY_LINES = Pattern.compile(
            "\\d{1,3}+\\s{1,2}+((?:[A-Za-z0-9+/=]{1,80}+\\s{1,2}+){1,200}+(?:Private-MAC: [0-9a-f]{16,64}+)?)");

    /** Indent, line number, quote sign or diff sign before a line. */
    private static final Pattern DECORATION =
            Pattern.compile("[ \t]{0,16}+(?:\\d{1,6}(?:\t|\\\\+t|→|[ ]?[|:]))?[ \t|>'\"+-]{0,8}+");

    @Override
    public void find(String text, Spans spans) {
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int body = bodyOf(text, begin);
            int end = body < 0 ? begin + BEGIN.length() : blockEnd(text, body);
            if (body >= 0) {
                spans.add(begin, end, TYPE);
            }
            begin = text.indexOf(BEGIN, end);
        }
        findPutty(text, spans);
    }

    /** The private lines of a .ppk file, and their checksum. */
    private static void findPutty(String text, Spans spans) {
        int at = text.indexOf(PUTTY);
        while (at >= 0) {
            var lines = PUTTY_LINES.matcher(text).region(at + PUTTY.length(), text.length());
            int end = lines.lookingAt() ? lines.end() : at + PUTTY.length();
            if (lines.hasMatch()) {
                spans.add(lines.start(1), lines.end(1), TYPE);
            }
            at = text.indexOf(PUTTY, end);
        }
    }

    /** Whether a private key begins in this text and does not end in it. */
    static boolean opensIn(String text) {
        int begin = text.lastIndexOf(BEGIN);
        return begin >= 0 && bodyOf(text, begin) >= 0 && text.indexOf(END, begin) < 0;
    }

    static boolean closesIn(String text) {
        return text.contains(END);
    }

    private static int bodyOf(String text, int begin) {
        int label = begin + BEGIN.length();
        int labelEnd = text.substring(label, Math.min(text.length(), label + MAX_LABEL))
                .indexOf(DASHES);
        if (labelEnd < 0 || !text.substring(label, label + labelEnd).contains("PRIVATE KEY")) {
            return -1;
        }
        return label + labelEnd + DASHES.length();
    }

    private static int blockEnd(String text, int body) {
        int next = text.indexOf(BEGIN, body);
        int limit = Math.min(next < 0 ? text.length() : next, body + MAX_BLOCK);
        int end = text.indexOf(END, body, Math.min(limit, text.length()));
        if (end < 0) {
            return cutEnd(text, body);
        }
        int label = end + END.length();
        int closing = text.indexOf(DASHES, label, Math.min(text.length(), label + MAX_LABEL));
        return closing < 0 ? label : closing + DASHES.length();
    }

    /** The end of a block without an end: as far as its lines look like base64 or like a key's header. */
    private static int cutEnd(String text, int body) {
        int end = body;
        int line = Words.skipLineBreak(text, body);
        while (line > end || line == body) {
            var decoration = DECORATION.matcher(text).region(line, text.length());
            int to = decoration.lookingAt() ? decoration.end() : line;
            while (isBase64(Words.at(text, to))) {
                to++;
            }
            if (text.startsWith(": ", to)) {
                while (to < text.length() && Words.skipLineBreak(text, to) == to) {
                    to++;
                }
            } else if (Words.isBlank(Words.at(text, to)) && !Words.endsLine(text, to)) {
                return end;
            }
            end = to;
            line = Words.skipLineBreak(text, end);
            if (line == end) {
                return end;
            }
        }
        return end;
    }

    private static boolean isBase64(char c) {
        return Words.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=' || c == '-';
    }
}
