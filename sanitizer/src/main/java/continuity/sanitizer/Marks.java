package continuity.sanitizer;

import continuity.sanitizer.Spans.Span;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes and recognises {@code [REDACTED:type#abcd]}. */
final class Marks {

    private static final String OPENING = "[REDACTED:";
    private static final Pattern MARK = Pattern.compile("\\[REDACTED:[a-z_]{1,32}+#[0-9a-f]{4}]");
    private static final int FINGERPRINT_BYTES = 2;

    private final SecretKeySpec key;

    Marks(byte[] fingerprintKey) {
        if (fingerprintKey.length == 0) {
            throw new IllegalArgumentException("the fingerprint key is empty");
        }
        this.key = new SecretKeySpec(fingerprintKey, "HmacSHA256");
    }

    /** The text with a mark in place of each secret. */
    String replace(String text, List<Span> secrets) {
        var result = new StringBuilder(text.length());
        int done = 0;
        for (var secret : secrets) {
            result.append(text, done, secret.start()).append(of(secret.type(), text, secret));
            done = secret.end();
        }
        return result.append(text, done, text.length()).toString();
    }

    private String of(String type, String text, Span secret) {
        return OPENING + type + "#" + fingerprint(text.substring(secret.start(), secret.end())) + "]";
    }

    private String fingerprint(String secret) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            var digest = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    static boolean startsAt(String text, int at) {
        return text.startsWith(OPENING, at)
                && MARK.matcher(text).region(at, text.length()).lookingAt();
    }

    static List<Span> in(String text) {
        var marks = new ArrayList<Span>();
        if (text.contains(OPENING)) {
            var matcher = MARK.matcher(text);
            while (matcher.find()) {
                marks.add(new Span(matcher.start(), matcher.end(), Spans.SECRET));
            }
        }
        return marks;
    }
}
