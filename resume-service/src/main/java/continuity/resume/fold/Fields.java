package continuity.resume.fold;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the loosely typed data of a record; what is absent or of another type is null, never an error. */
record Fields(Map<?, ?> map) {

    /** In characters: longer than every id of every client that was seen. */
    static final int LONGEST_WORD = 200;

    /** The fields of a JSON object; none when it is anything else. */
    static Fields of(@Nullable Object value) {
        return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
    }

    /** The first of these fields that holds a number or a text that is not blank. */
    @Nullable
    String text(String... names) {
        for (var name : names) {
            var value = map.get(name);
            if (value instanceof Number || (value instanceof String text && !text.isBlank())) {
                return value.toString();
            }
        }
        return null;
    }

    /** As {@link #text}, for ids and words that become keys: what is longer than {@value #LONGEST_WORD} is none. */
    @Nullable
    String word(String... names) {
        var text = text(names);
        return text == null || text.length() > LONGEST_WORD ? null : text;
    }

    /** As {@link #text}, cut to {@code limit} characters. */
    @Nullable
    String excerpt(int limit, String... names) {
        var text = text(names);
        return text == null ? null : Excerpt.of(text, limit);
    }

    @Nullable
    Integer number(String name) {
        return map.get(name) instanceof Number number ? number.intValue() : null;
    }

    @Nullable
    Double decimal(String name) {
        return map.get(name) instanceof Number number ? number.doubleValue() : null;
    }

    /** A time in ISO 8601, with its offset. */
    @Nullable
    Instant time(String name) {
        var text = word(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Whether the field holds {@code false}; not, when it is absent. */
    boolean denies(String name) {
        return Boolean.FALSE.equals(map.get(name));
    }

    boolean affirms(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    Fields in(String name) {
        return of(map.get(name));
    }

    List<?> list(String name) {
        return map.get(name) instanceof List<?> list ? list : List.of();
    }
}
