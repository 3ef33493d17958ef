package continuity.commandlog;

import continuity.kit.problem.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what all lists take: {@code limit}, {@code cursor}, texts, times and flags. An unreadable value is invalid
 * input.
 */
public final class ListQuery {

    public static final int DEFAULT_LIMIT = 100;
    public static final int MAX_LIMIT = 1000;

    private ListQuery() {}

    /** More than {@link #MAX_LIMIT} is answered with that many. */
    public static int limit(@Nullable String text) {
        return limit(text, DEFAULT_LIMIT, MAX_LIMIT);
    }

    /**
     * @param usual for a list that is asked without a limit
     * @param max answered to whoever asks for more
     */
    public static int limit(@Nullable String text, int usual, int max) {
        return (int) number("limit", text, 1, usual, max);
    }

    /**
     * A whole number; more than {@code max} is answered with that.
     *
     * @param absent what stands for an absent one
     */
    public static long number(String name, @Nullable String text, long min, long absent, long max) {
        if (text == null) {
            return absent;
        }
        var rule = "must be a whole number, " + min + " or more";
        var number = read(name, text, Long::parseLong, rule);
        if (number < min) {
            throw new InvalidInput(name, rule);
        }
        return Math.min(number, max);
    }

    /** A text to compare with; what no column can hold is refused. */
    public static @Nullable String text(String name, @Nullable String text) {
        if (text != null && !Normaliser.text(text).equals(text)) {
            throw new InvalidInput(name, "must not contain NUL or half a surrogate pair");
        }
        return text;
    }

    public static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        var withZone = text.replace(' ', '+'); // a plus sign that was not escaped in the URL
        var rule = "must be an ISO-8601 time with zone, like 2026-01-31T12:00:00Z";
        var time = read(name, withZone, t -> OffsetDateTime.parse(t).toInstant(), rule);
        if (!Fields.isStorable(time)) {
            throw new InvalidInput(name, rule);
        }
        return time;
    }

    public static @Nullable Boolean flag(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw new InvalidInput(name, "must be true or false");
        }
        return text.equals("true");
    }

    /** The position after the last page, as {@link #cursorOf} wrote it. */
    public static <T> @Nullable T position(@Nullable String cursor, Function<String, T> parser) {
        if (cursor == null) {
            return null;
        }
        return read("cursor", cursor, c -> parser.apply(decode(c)), "must be the next_cursor of the page before");
    }

    /** A cursor that clients need not understand. */
    public static String cursorOf(Object position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(position.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }

    private static <T> T read(String name, String text, Function<String, T> parser, String rule) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new InvalidInput(name, rule);
        }
    }
}
