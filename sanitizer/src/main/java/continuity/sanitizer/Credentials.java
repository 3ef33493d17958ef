package continuity.sanitizer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Credentials as HTTP headers carry them: a scheme and what belongs to it, or a line of cookies. The scheme stays, the
 * whole of the rest goes.
 */
final class Credentials implements Anchored {

    private static final Set<String> SCHEMES = Set.of(
            "bearer", "basic", "token", "bot", "apikey", "api-key", "jwt", "splunk", "oauth", "negotiate", "ntlm");
    /** Schemes whose credential is a list of parameters. */
    private static final Set<String> LONG_SCHEMES = Set.of("digest", "hmac", "aws4-hmac-sha256", "signature");

    private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9_%~-]{1,128}+=[^\\s=(\\[$]");
    private static final int MAX_SCHEME = 20;
    private static final int MIN_SPOKEN = 8;

    @Override
    public List<String> anchors() {
        return List.of("earer ", "EARER ", "asic ", "ASIC ");
    }

    /** Finds {@code Bearer …} and {@code Basic …} that no header name announces. */
    @Override
    public void findAt(String text, int at, String endOfScheme, Spans spans) {
        var value = Value.read(text, Words.skipGap(text, at + endOfScheme.length()), false);
        var content = value.in(text);
        var isBasic = endOfScheme.startsWith("a") || endOfScheme.startsWith("A");
        if (!value.quoted() && (isBasic ? isUserAndPassword(content) : isToken(content))) {
            var whole = value.whole(text);
            spans.add(whole.start(), whole.end(), TokenFormats.typeOf(whole.in(text)));
        }
    }

    private static boolean isToken(String content) {
        return content.length() >= MIN_SPOKEN && Values.looksSecret(SecretNames.Strength.SURE, content);
    }

    private static boolean isUserAndPassword(String content) {
        if (content.length() < MIN_SPOKEN || content.length() % 4 == 1) {
            return false;
        }
        try {
            var decoded = new String(Base64.getDecoder().decode(content), StandardCharsets.ISO_8859_1);
            return decoded.indexOf(':') > 0 && decoded.chars().allMatch(c -> c >= ' ' && c < 127);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** The credential of the header whose value begins here, or null if it does not look like one. */
    static @Nullable Value at(String text, int valueAt, Name name) {
        var enclosing = name.enclosingQuote(text);
        int at = valueAt;
        if (enclosing == '\0' && Words.isQuote(Words.at(text, Words.skipBackslashes(text, at)))) {
            at = Words.skipBackslashes(text, at);
            enclosing = text.charAt(at++);
        }
        if (name.isCookie()) {
            var isCookies = COOKIE.matcher(text).region(at, text.length()).lookingAt();
            return isCookies ? Value.readLine(text, at, enclosing) : null;
        }
        int schemeEnd = schemeEnd(text, at);
        if (schemeEnd == at) {
            return null;
        }
        var scheme = text.substring(at, schemeEnd).toLowerCase(Locale.ROOT);
        int from = Words.skipGap(text, schemeEnd);
        if (LONG_SCHEMES.contains(scheme)) {
            return Value.readLine(text, from, enclosing);
        }
        var value = Value.read(text, from, false);
        var content = value.in(text);
        var sentence = Values.isWord(content) && Character.isLetter(Words.at(text, value.end() + 1));
        return value.quoted() || sentence || Values.isHarmless(content) || Values.isCode(content)
                ? null
                : value.whole(text);
    }

    /** Index of the credential in a header's value: behind the scheme, if there is one. */
    static int behindScheme(String value) {
        return Words.skipBlanks(value, schemeEnd(value, 0));
    }

    /** The end of a known scheme and a blank here; {@code at} if there is none. */
    private static int schemeEnd(String text, int at) {
        int end = at;
        while (end - at < MAX_SCHEME && (Words.isLetterOrDigit(Words.at(text, end)) || Words.at(text, end) == '-')) {
            end++;
        }
        var scheme = text.substring(at, end).toLowerCase(Locale.ROOT);
        var known = SCHEMES.contains(scheme) || LONG_SCHEMES.contains(scheme);
        return known && Words.isBlank(Words.at(text, end)) ? end : at;
    }
}
