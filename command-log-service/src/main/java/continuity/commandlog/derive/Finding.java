package continuity.commandlog.derive;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule found: the type and the data of an event. */
record Finding(String eventType, Map<String, Object> eventData) {

    static Finding of(String eventType) {
        return new Finding(eventType, new LinkedHashMap<>());
    }

    /** Adds a field; an unknown value adds nothing. */
    Finding with(String field, @Nullable Object value) {
        if (value != null) {
            eventData.put(field, value);
        }
        return this;
    }
}
