package continuity.sanitizer;

import java.util.List;
import java.util.regex.Pattern;

/** Passwords in URLs of any scheme: {@code scheme://user:password@host}. Scheme, user and host stay. */
final class Urls implements Rule {

    /** The second is how some JSON writers escape the first. */
    private static final List<String> SEPARATORS = List.of("://", ":\\/\\/");

    private static final Pattern HOST = Pattern.compile("[\\w.-]{1,253}+(?::\\d{1,5})?+(?:[/?,]|$)");

    /** What signs a URL opens what it points to. */
    private static final List<String> SIGNATURES = List.of("sig=", "ignature=");

    private static final int MIN_SIGNATURE = 16;
    private static final int MAX_USER_INFO = 1024;
    private static final int MIN_LONE_TOKEN = 20;

    @Override
    public void find(String text, Spans spans) {
        for (var separator : SEPARATORS) {
            int at = text.indexOf(separator);
            while (at >= 0) {
                int from = at + separator.length();
                addPassword(text, from, spans);
                at = text.indexOf(separator, from);
            }
        }
        for (var signature : SIGNATURES) {
            int at = text.indexOf(signature);
            while (at >= 0) {
                int from = at + signature.length();
                addSignature(text, at, signature, spans);
                at = text.indexOf(signature, from);
            }
        }
    }

    /** {@code ?sig=…}, {@code &X-Amz-Signature=…}. */
    private static void addSignature(String text, int at, String signature, Spans spans) {
        int start = at;
        while (Words.isNamePart(Words.at(text, start - 1)) && at - start < MIN_SIGNATURE) {
            start--;
        }
        var value = Value.read(text, at + signature.length(), false);
        if ("?&;".indexOf(Words.at(text, start - 1)) >= 0
                && value.end() - value.start() >= MIN_SIGNATURE
                && !Values.isHarmless(value.in(text))) {
            var whole = value.whole(text);
            spans.add(whole.start(), whole.end(), Spans.SECRET);
        }
    }

    private static void addPassword(String text, int from, Spans spans) {
        int limit = from;
        while (limit < text.length() && limit - from < MAX_USER_INFO && !endsUrl(text, limit)) {
            limit++;
        }
        var rest = text.substring(from, limit);
        int at = endOfUserInfo(rest);
        if (at < 0) {
            return;
        }
        int colon = rest.indexOf(':');
        int userEnd = colon < 0 || colon > at ? at : colon;
        if (userEnd >= MIN_LONE_TOKEN && Values.isRandom(rest.substring(0, userEnd))) {
            spans.add(from, from + userEnd, TokenFormats.typeOf(rest.substring(0, userEnd)));
        }
        if (userEnd == at) {
            return;
        }
        var password = rest.substring(colon + 1, at);
        if (!Values.isHarmless(password)) {
            spans.add(from + colon + 1, from + at, TokenFormats.typeOf(password));
        }
    }

    private static boolean endsUrl(String text, int at) {
        var c = text.charAt(at);
        return c <= ' ' || c == '\\' || Words.isQuote(c) || text.startsWith("://", at);
    }

    /** Index of the @ before the host, or -1. A password may hold an @ itself, and even a slash. */
    private static int endOfUserInfo(String rest) {
        int path = firstOf(rest, 0);
        int colon = rest.indexOf(':');
        int at = rest.lastIndexOf('@', path - 1);
        if (at >= 0) {
            int slash = rest.indexOf('/', path);
            int later = rest.lastIndexOf('@', slash < 0 ? rest.length() : slash - 1);
            return colon >= 0
                            && colon < at
                            && HOST.matcher(rest)
                                    .region(later + 1, rest.length())
                                    .lookingAt()
                    ? later
                    : at;
        }
        if (colon < 0 || colon > path || isPort(rest.substring(colon + 1, path))) {
            return -1;
        }
        int first = rest.indexOf('@', path);
        return first < 0 ? -1 : rest.lastIndexOf('@', firstOf(rest, first) - 1);
    }

    private static boolean isPort(String text) {
        return text.chars().allMatch(Character::isDigit);
    }

    private static int firstOf(String rest, int from) {
        int i = from;
        while (i < rest.length() && "/?#".indexOf(rest.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
