package continuity.commandlog.event;

import continuity.commandlog.ListQuery;
import continuity.commandlog.Refused;
import continuity.contracts.EventCatalogue;
import continuity.contracts.EventType;
import continuity.kit.problem.InvalidInput;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events of an instance are asked for, and in which order.
 *
 * @param eventTypes names of the catalogue, empty for all
 * @param from earliest timestamp, null for any
 * @param to latest timestamp, null for any
 * @param text what one of the values in the event's data must contain, in any case; null for anything
 * @param newestFirst else ascending by sequence
 * @param position sequence number of the last event of the page before, or what lies before the first page
 */
record EventFilter(
        String instanceId,
        List<String> eventTypes,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String text,
        boolean newestFirst,
        long position) {

    /** Longest {@link #text}, in characters. */
    private static final int MAX_TEXT = 200;

    /** @throws InvalidInput if a parameter is missing or unreadable */
    static EventFilter of(EventQuery query) {
        var instanceId = ListQuery.text("instance_id", query.instanceId());
        if (instanceId == null || instanceId.isBlank()) {
            throw new InvalidInput("instance_id", "is required: events are listed instance by instance");
        }
        var newestFirst = isNewestFirst(query.order());
        var position = ListQuery.position(query.cursor(), Long::valueOf);
        return new EventFilter(
                instanceId,
                query.eventTypes().stream().map(EventFilter::nameOf).toList(),
                ListQuery.time("from", query.from()),
                ListQuery.time("to", query.to()),
                textOf(query.q()),
                newestFirst,
                position == null ? beginning(newestFirst) : position);
    }

    /** All events of an instance, oldest first, after that one. */
    static EventFilter after(String instanceId, long sequence) {
        return new EventFilter(instanceId, List.of(), null, null, null, false, sequence);
    }

    /** All events of an instance, newest first. */
    static EventFilter newest(String instanceId) {
        return new EventFilter(instanceId, List.of(), null, null, null, true, beginning(true));
    }

    private static long beginning(boolean newestFirst) {
        return newestFirst ? Long.MAX_VALUE : 0;
    }

    private static boolean isNewestFirst(@Nullable String order) {
        return switch (order) {
            case null -> false;
            case "asc" -> false;
            case "desc" -> true;
            default -> throw new InvalidInput("order", "must be asc or desc");
        };
    }

    private static @Nullable String textOf(@Nullable String q) {
        var text = ListQuery.text("q", q);
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.length() > MAX_TEXT) {
            throw new InvalidInput("q", "has more than " + MAX_TEXT + " characters");
        }
        return text;
    }

    private static String nameOf(String nameOrAlias) {
        return EventCatalogue.find(nameOrAlias)
                .map(EventType::name)
                .orElseThrow(() -> new Refused.UnknownEventType(nameOrAlias));
    }
}
