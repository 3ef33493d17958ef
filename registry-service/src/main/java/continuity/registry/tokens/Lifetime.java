package continuity.registry.tokens;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a token counts. */
final class Lifetime {

    static final Duration USUAL = Duration.ofDays(90);
    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofDays(366);

    static final String RULE = "must be a duration from 1m to 366d, as in 90d, 12h, 30m or PT12H";

    private static final Pattern SHORT = Pattern.compile("([0-9]{1,6})([dhm])");

    private Lifetime() {}

    /** Empty for what is no duration, or too long or too short. */
    static Optional<Duration> parse(String text) {
        return read(text).filter(ttl -> ttl.compareTo(SHORTEST) >= 0 && ttl.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> read(String text) {
        var brief = SHORT.matcher(text);
        if (brief.matches()) {
            var number = Long.parseLong(brief.group(1));
            return Optional.of(
                    switch (brief.group(2)) {
                        case "d" -> Duration.ofDays(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofMinutes(number);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
