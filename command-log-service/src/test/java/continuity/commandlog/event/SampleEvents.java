package continuity.commandlog.event;

import continuity.contracts.EventCatalogue;
import continuity.contracts.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Data that the catalogue permits. */
final class SampleEvents {

    /** Of the system's own types those that the edge reports. */
    static final Set<String> REPORTED = Set.of("turn_ended", "input_requested", "git_observed", "subagent_stopped");

    private SampleEvents() {}

    /** The 29 that anyone may emit. */
    static List<EventType> types() {
        return EventCatalogue.all().stream()
                .filter(type -> !type.category().equals("system"))
                .toList();
    }

    static Map<String, Object> required(EventType type) {
        return data(type.required().stream());
    }

    static Map<String, Object> complete(EventType type) {
        return data(Stream.concat(type.required().stream(), type.optional().stream()));
    }

    private static Map<String, Object> data(Stream<String> fields) {
        var data = new LinkedHashMap<String, Object>();
        fields.forEach(field -> data.put(field, sample(field)));
        return data;
    }

    private static Object sample(String field) {
        var rule = EventCatalogue.fields().getOrDefault(field, "");
        if (rule.startsWith("must be one of ")) {
            return rule.substring(rule.lastIndexOf(' ') + 1);
        }
        return switch (rule) {
            case "must be a text", "must be a text or a number" -> "a " + field.replace('_', ' ');
            case "must be true or false" -> true;
            default -> 3;
        };
    }
}
