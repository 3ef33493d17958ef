package continuity.missioncontrol.claudecode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of which nothing is promised: a field that is missing or of another type is simply not there.
 *
 * @param fields as a JSON parser returns them
 */
public record Fields(Map<?, ?> fields) {

    public static Fields of(@Nullable Object value) {
        return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
    }

    /** The text, or an empty one. */
    public String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    public @Nullable Long number(String name) {
        return fields.get(name) instanceof Number number ? (Long) number.longValue() : null;
    }

    public Fields object(String name) {
        return of(fields.get(name));
    }

    public List<?> list(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }

    public @Nullable Object any(String name) {
        return fields.get(name);
    }

    /** A copy with only these fields, as far as they are there. */
    public Map<String, Object> only(List<String> names) {
        var copy = new LinkedHashMap<String, Object>();
        for (var name : names) {
            var value = fields.get(name);
            if (value != null) {
                copy.put(name, value);
            }
        }
        return copy;
    }
}
