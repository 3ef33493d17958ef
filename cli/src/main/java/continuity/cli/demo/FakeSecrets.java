package continuity.cli.demo;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets that never worked anywhere, for the marks in the recordings: what is sent is what the sanitizer removes. */
final class FakeSecrets {

    /** {@code {{NAME}}}, or {@code {{NAME:13}}} for a value that was cut after 13 characters. */
    static final Pattern MARK = Pattern.compile("\\{\\{([A-Z_]+)(?::(\\d+))?}}");

    private static final Pattern SOME_OF = Pattern.compile("\\[([^]]+)]\\{(\\d+)}");
    private static final Properties FORMATS = formats();

    private final Map<String, String> valueByName = new HashMap<>();

    FakeSecrets(Random random) {
        FORMATS.forEach((name, format) -> valueByName.put(name.toString(), draw(format.toString(), random)));
    }

    /** @throws NullPointerException naming a mark that has no format */
    String fill(String text) {
        return MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(value(mark)));
    }

    private String value(MatchResult mark) {
        var value = Objects.requireNonNull(valueByName.get(mark.group(1)), mark.group(1));
        return mark.group(2) == null ? value : value.substring(0, Integer.parseInt(mark.group(2)));
    }

    private static String draw(String format, Random random) {
        return SOME_OF.matcher(format)
                .replaceAll(some -> Matcher.quoteReplacement(
                        some(Pattern.compile("[" + some.group(1) + "]"), Integer.parseInt(some.group(2)), random)));
    }

    private static String some(Pattern permitted, int length, Random random) {
        var ascii = random.ints(' ', '\u007f').mapToObj(Character::toString);
        return String.join(
                "", ascii.filter(permitted.asMatchPredicate()).limit(length).toList());
    }

    private static Properties formats() {
        try (var file = FakeSecrets.class.getResourceAsStream("/demo/secrets.properties")) {
            var formats = new Properties();
            formats.load(
                    new InputStreamReader(Objects.requireNonNull(file, "secrets.properties"), StandardCharsets.UTF_8));
            return formats;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
