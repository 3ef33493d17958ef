package continuity.sanitizer;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** What ends the tokens of GitHub and npm: the CRC-32 of the characters before it, in base 62. */
final class Base62Checksum {

    /** In characters. */
    static final int LENGTH = 6;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Base62Checksum() {}

    static String of(String random) {
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.UTF_8));
        var digits = new StringBuilder();
        for (long rest = crc.getValue(); digits.length() < LENGTH; rest /= DIGITS.length()) {
            digits.append(DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return digits.reverse().toString();
    }
}
