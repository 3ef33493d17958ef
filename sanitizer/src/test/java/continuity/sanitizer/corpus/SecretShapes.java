package continuity.sanitizer.corpus;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** Draws secrets and identifiers as {@code corpus/shapes.txt} describes them. None of them ever opened anything. */
final class SecretShapes {

    private static final String DIGITS = "0123456789";
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String SMALL = "abcdefghijklmnopqrstuvwxyz";
    private static final String ALPHANUMERIC = DIGITS + CAPITALS + SMALL;
    private static final Map<Character, String> ALPHABETS = Map.of(
            'A', ALPHANUMERIC,
            'L', SMALL,
            'l', SMALL + DIGITS,
            'U', CAPITALS,
            'D', DIGITS,
            'H', DIGITS + "abcdef",
            'X', CAPITALS + "234567",
            'W', ALPHANUMERIC + "_-",
            'B', ALPHANUMERIC + "+/");

    private static final Pattern DRAW = Pattern.compile("\\{([A-Za-z])(\\d+)}");
    private static final Pattern FUNCTION = Pattern.compile("(b64|url|crc)\\((.*)\\)");
    private static final int CHECKSUM_LENGTH = 6;

    private final Map<String, String> shapes = new HashMap<>();

    /** @param lines a name, blanks, the shape */
    SecretShapes(List<String> lines) {
        lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split(" +", 2))
                .forEach(parts -> shapes.put(parts[0], parts[1]));
    }

    /** @throws IllegalArgumentException if there is no such shape */
    String draw(String name, Random random) {
        var shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("no shape is called " + name);
        }
        var function = FUNCTION.matcher(shape);
        return function.matches() ? apply(function.group(1), filled(function.group(2), random)) : filled(shape, random);
    }

    private static String apply(String function, String argument) {
        return switch (function) {
            case "b64" -> Base64.getEncoder().encodeToString(argument.getBytes(StandardCharsets.UTF_8));
            case "url" -> URLEncoder.encode(argument, StandardCharsets.UTF_8);
            default -> argument + checksum(argument.substring(argument.indexOf('_') + 1));
        };
    }

    private static String filled(String shape, Random random) {
        return DRAW.matcher(shape.replace("|", ""))
                .replaceAll(
                        match -> drawn(alphabet(match.group(1).charAt(0)), Integer.parseInt(match.group(2)), random));
    }

    private static String alphabet(char letter) {
        var alphabet = ALPHABETS.get(letter);
        if (alphabet == null) {
            throw new IllegalArgumentException("no alphabet is called " + letter);
        }
        return alphabet;
    }

    private static String drawn(String alphabet, int count, Random random) {
        var drawn = new StringBuilder();
        for (int i = 0; i < count; i++) {
            drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return drawn.toString();
    }

    /** CRC-32 in base 62, as at the end of GitHub's and npm's tokens. */
    private static String checksum(String random) {
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.UTF_8));
        var digits = new StringBuilder();
        for (long rest = crc.getValue(); digits.length() < CHECKSUM_LENGTH; rest /= 62) {
            digits.append(ALPHANUMERIC.charAt((int) (rest % 62)));
        }
        return digits.reverse().toString();
    }
}
