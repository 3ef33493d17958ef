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
 * Which events of an instance are asked for.
 *
 * @param eventTypes names of the catalogue, empty for all
 * @param from earliest timestamp, null for any
 * @param to latest timestamp, null for any
 * @param afterSequence the last one of the page before, 0 for none
 */
record EventFilter(
        String instanceId,
        List<String> eventTypes,
        @Nullable Instant from,
        @Nullable Instant to,
        long afterSequence) {

    /** @throws InvalidInput if a parameter is missing or unreadable */
    static EventFilter of(EventQuery query) {
        var instanceId = ListQuery.text("instance_id", query.instanceId());
        if (instanceId == null || instanceId.isBlank()) {
            throw new InvalidInput("instance_id", "is required");
        }
        var after = ListQuery.position(query.cursor(), Long::valueOf);
        return new EventFilter(
                instanceId,
                query.eventTypes().stream().map(EventFilter::nameOf).toList(),
                ListQuery.time("from", query.from()),
                ListQuery.time("to", query.to()),
                after == null ? 0 : after);
    }

    private static String nameOf(String nameOrAlias) {
        return EventCatalogue.find(nameOrAlias)
                .map(EventType::name)
                .orElseThrow(() -> new Refused.UnknownEventType(nameOrAlias));
    }
}
