package continuity.commandlog.event;

import continuity.commandlog.Fields;
import continuity.commandlog.Refused;
import continuity.commandlog.event.NewEvent.Origin;
import continuity.contracts.EventCatalogue;
import continuity.contracts.EventType;
import continuity.contracts.Uuid7;
import continuity.kit.instances.KnownInstance;
import continuity.sanitizer.Sanitizer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about an event, checked, before it is known whose instance it is; {@link #of} takes the secrets
 * out, as the instance's project decides by which rules.
 *
 * @param generation null for the registry's
 */
record EventIntake(
        UUID eventId,
        String instanceId,
        EventType type,
        Map<String, Object> eventData,
        Map<String, Object> metadata,
        @Nullable UUID parentEventId,
        @Nullable Instant occurredAt,
        @Nullable Integer generation,
        Instant receivedAt) {

    /** What the system writes from the reports of the edge, which is the only one to see it. */
    private static final Set<String> REPORTED =
            Set.of("turn_ended", "input_requested", "git_observed", "subagent_stopped");

    /**
     * @throws continuity.kit.problem.InvalidInput naming every field that is missing or wrong
     * @throws Refused.UnknownEventType if the catalogue does not know the type
     * @throws Refused.SystemEventType if the type is ours to write
     * @throws Refused.IdOutOfReach if the client chose an id that has no place
     */
    static EventIntake read(Fields fields, Sanitizer sanitizer, Instant now) {
        var instanceId = fields.requiredText("instance_id", 200);
        var typeName = fields.requiredText("event_type", 100);
        var data = fields.object("event_data");
        var metadata = fields.object("metadata");
        var id = fields.id("event_id");
        var parent = fields.id("parent_event_id");
        var occurredAt = fields.time("occurred_at");
        var generation = fields.number("generation", 1, Integer.MAX_VALUE);
        var type = EventCatalogue.find(typeName);
        if (type.isEmpty() && !typeName.isBlank()) {
            throw new Refused.UnknownEventType(sanitizer.text(typeName));
        }
        type.filter(EventIntake::isOurs).ifPresent(ours -> {
            throw new Refused.SystemEventType(ours.name());
        });
        type.ifPresent(known -> EventCatalogue.missing(known, data)
                .forEach(field -> fields.require(false, "event_data." + field, "is required for " + known.name())));
        type.ifPresent(known -> EventCatalogue.violations(known, data)
                .forEach((field, rule) -> fields.require(false, "event_data." + field, rule)));
        fields.done();
        if (id != null && !Uuid7.isWithinReach(id, now)) {
            throw new Refused.IdOutOfReach(id);
        }
        return new EventIntake(
                id == null ? Uuid7.at(now) : id,
                instanceId,
                type.orElseThrow(),
                data,
                metadata,
                parent,
                occurredAt,
                generation == null ? null : generation.intValue(),
                now);
    }

    private static boolean isOurs(EventType type) {
        return type.category().equals("system") && !REPORTED.contains(type.name());
    }

    /** The event of that instance, without secrets. */
    NewEvent of(KnownInstance instance, Sanitizer everywhere) {
        var sanitizer = everywhere.forProject(instance.project());
        return new NewEvent(
                eventId,
                instance.instanceId(),
                instance.project(),
                generation == null ? instance.generation() : generation,
                type.name(),
                sanitizer.object(eventData),
                sanitizer.object(metadata),
                parentEventId,
                occurredAt,
                receivedAt,
                Origin.CLIENT);
    }
}
