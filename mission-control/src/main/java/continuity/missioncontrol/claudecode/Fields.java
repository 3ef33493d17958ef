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
record Fields(Map<?, ?> fields) {

    static Fields of(@Nullable Object value) {
        return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
    }

    /** The text, or an empty one. */
    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    @Nullable
    Long number(String name) {
        return fields.get(name) instanceof Number number ? (Long) number.longValue() : null;
    }

    Fields object(String name) {
        return of(fields.get(name));
    }

    List<?> list(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }

    @Nullable
    Object any(String name) {
        return fields.get(name);
    }

    /** A copy with only these fields, as far as they are there. */
    Map<String, Object> only(List<String> names) {
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
