package continuity.commandlog;

import continuity.kit.problem.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one item of a request and collects everything that is wrong with them, so that {@link #done()}
 * names it all at once. A field that is absent or null is null, or empty where the type has an empty value.
 */
public final class Fields {

    /** PostgreSQL and people agree on these years. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, Object> values;
    private final InvalidInput.Check check = new InvalidInput.Check();

    public Fields(Map<String, Object> values) {
        this.values = values;
    }

    /** A text that must be there and not blank; empty, and noted, when it is not. */
    public String requiredText(String name, int maxLength) {
        var text = text(name, maxLength);
        if (values.get(name) == null || (text != null && text.isBlank())) {
            check.require(false, name, "is required");
        }
        return text == null ? "" : text;
    }

    /** @param maxLength in characters */
    public @Nullable String text(String name, int maxLength) {
        var value = values.get(name);
        if (!(value instanceof String text)) {
            check.require(value == null, name, "must be a text");
            return null;
        }
        check.require(text.length() <= maxLength, name, "has more than " + maxLength + " characters");
        return text;
    }

    public @Nullable UUID id(String name) {
        var text = text(name, 100);
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            check.require(false, name, "must be a UUID");
            return null;
        }
    }

    /** A time with its zone, ISO-8601. */
    public @Nullable Instant time(String name) {
        var text = text(name, 100);
        if (text == null) {
            return null;
        }
        try {
            var time = OffsetDateTime.parse(text).toInstant();
            check.require(isStorable(time), name, "lies outside the years 1970–9999");
            return time;
        } catch (DateTimeException e) {
            check.require(false, name, "must be an ISO-8601 time with zone, like 2026-01-31T12:00:00Z");
            return null;
        }
    }

    static boolean isStorable(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    public @Nullable Boolean flag(String name) {
        var value = values.get(name);
        if (value instanceof Boolean flag) {
            return flag;
        }
        check.require(value == null, name, "must be true or false");
        return null;
    }

    /** A number, rounded to a whole one; from {@code min} to {@code max}. */
    public @Nullable Long number(String name, long min, long max) {
        var value = values.get(name);
        if (!(value instanceof Number number)) {
            check.require(value == null, name, "must be a number");
            return null;
        }
        var exact = number.doubleValue();
        check.require(exact >= min && exact <= max, name, "must be a number from " + min + " to " + max);
        return Math.round(exact);
    }

    public Map<String, Object> object(String name) {
        var value = values.get(name);
        if (value instanceof Map<?, ?> map) {
            return asObject(map);
        }
        check.require(value == null, name, "must be an object");
        return Map.of();
    }

    public List<String> texts(String name, int maxCount, int maxLength) {
        var value = values.get(name);
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            check.require(value == null, name, "must be a list of texts");
            return List.of();
        }
        var texts = list.stream().map(String.class::cast).toList();
        check.require(texts.size() <= maxCount, name, "has more than " + maxCount + " entries");
        check.require(
                texts.stream().allMatch(text -> text.length() <= maxLength),
                name,
                "has an entry of more than " + maxLength + " characters");
        return texts;
    }

    /** Any JSON. */
    public @Nullable Object any(String name) {
        return values.get(name);
    }

    public Fields require(boolean holds, String name, String message) {
        check.require(holds, name, message);
        return this;
    }

    /** @throws InvalidInput if any field was wrong */
    public void done() {
        check.done();
    }

    @SuppressWarnings("unchecked") // a JSON parser makes no other keys
    private static Map<String, Object> asObject(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
