package continuity.commandlog.event;

import continuity.commandlog.event.NewEvent.Origin;
import continuity.contracts.EventAppended;
import continuity.contracts.InstanceId;
import continuity.contracts.Uuid7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an append writes, and what it answers.
 *
 * <p>The history of each instance begins with {@code instance_registered}: whoever comes first brings it along.
 *
 * @param rows to be inserted, ascending by sequence within each instance
 * @param heads last sequence number of each instance afterwards
 * @param outcomes one for each wanted event, in their order
 */
record AppendPlan(List<EventAppended> rows, Map<String, Long> heads, List<Appended> outcomes) {

    private static final String REGISTERED = "instance_registered";

    /**
     * @param wanted in the order in which they are to be numbered
     * @param heads last sequence number of each instance in {@code wanted}, 0 before its first event
     * @param known what the store holds under the ids of {@code wanted} and of their parents
     */
    static AppendPlan of(List<NewEvent> wanted, Map<String, Long> heads, List<Known> known) {
        var planning = new Planning(heads, known);
        var outcomes = wanted.stream().map(planning::add).toList();
        return new AppendPlan(planning.rows, planning.heads, outcomes);
    }

    /** The little that matters of an event in the store. */
    record Known(UUID eventId, String instanceId, long sequenceNum, Instant timestamp, UUID rootEventId, int depth) {}

    private static final class Planning {

        private final List<EventAppended> rows = new ArrayList<>();
        private final Map<String, Long> heads;
        private final Map<UUID, Known> known = new HashMap<>();

        Planning(Map<String, Long> heads, List<Known> known) {
            this.heads = new LinkedHashMap<>(heads);
            known.forEach(event -> this.known.put(event.eventId(), event));
        }

        Appended add(NewEvent event) {
            var stored = known.get(event.eventId());
            if (stored != null) {
                return stored.instanceId().equals(event.instanceId())
                        ? new Appended.Stored(stored.eventId(), stored.sequenceNum(), stored.timestamp())
                        : new Appended.IdTaken(event.eventId());
            }
            var parent = parentOf(event);
            if (parent == null && event.parentEventId() != null && event.origin() == Origin.CLIENT) {
                return new Appended.UnknownParent(event.parentEventId());
            }
            var hasBegun = head(event) > 0;
            if (event.origin() == Origin.REGISTRATION && hasBegun) {
                return new Appended.AlreadyBegun();
            }
            if (event.origin() != Origin.REGISTRATION && !hasBegun) {
                append(registrationBefore(event), null);
            }
            return append(event, parent);
        }

        private @Nullable Known parentOf(NewEvent event) {
            var parent = event.parentEventId() == null ? null : known.get(event.parentEventId());
            return parent != null && parent.instanceId().equals(event.instanceId()) ? parent : null;
        }

        private long head(NewEvent event) {
            return heads.getOrDefault(event.instanceId(), 0L);
        }

        private Appended append(NewEvent event, @Nullable Known parent) {
            var sequence = head(event) + 1;
            var root = parent == null ? event.eventId() : parent.rootEventId();
            var depth = parent == null ? 0 : parent.depth() + 1;
            heads.put(event.instanceId(), sequence);
            known.put(
                    event.eventId(),
                    new Known(event.eventId(), event.instanceId(), sequence, event.timestamp(), root, depth));
            rows.add(new EventAppended(
                    event.eventId(),
                    event.instanceId(),
                    event.project(),
                    event.generation(),
                    event.eventType(),
                    sequence,
                    event.eventData(),
                    event.metadata(),
                    parent == null ? null : parent.eventId(),
                    root,
                    depth,
                    event.occurredAt(),
                    event.timestamp()));
            return new Appended.Stored(event.eventId(), sequence, event.timestamp());
        }

        /**
         * The registry's message has not arrived yet, so the id tells the project and type, and nothing tells the time.
         */
        private static NewEvent registrationBefore(NewEvent first) {
            var type = InstanceId.parse(first.instanceId())
                    .map(id -> id.type().toString())
                    .orElse("PS");
            return new NewEvent(
                    Uuid7.derive(Uuid7.timeOf(first.eventId()), first.instanceId() + "\n" + REGISTERED),
                    first.instanceId(),
                    first.project(),
                    first.generation(),
                    REGISTERED,
                    Map.of("instance_type", type, "project", first.project()),
                    Map.of(),
                    null,
                    null,
                    first.timestamp(),
                    Origin.REGISTRATION);
        }
    }
}
