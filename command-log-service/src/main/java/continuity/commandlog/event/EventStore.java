package continuity.commandlog.event;

import continuity.commandlog.JsonText;
import continuity.contracts.EventAppended;
import continuity.contracts.Topics;
import continuity.kit.outbox.Outbox;
import continuity.kit.purge.PurgedInstances;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The SQL that appends events; {@link EventHistoryStore} reads them. */
@ApplicationScoped
public class EventStore {

    private static final String MAKE_HEADS = """
            INSERT INTO command_log.heads (instance_id, last_seq)
            SELECT instance_id, 0 FROM unnest(?::text[]) AS i(instance_id) ORDER BY instance_id
                ON CONFLICT (instance_id) DO NOTHING
            """;

    private static final String LOCK_HEADS =
            """
            SELECT instance_id, last_seq
              FROM command_log.heads
             WHERE instance_id = ANY (?)
             ORDER BY instance_id
               FOR UPDATE
            """; // always in this order, so that two appends cannot wait for each other

    private static final String MOVE_HEADS = """
            UPDATE command_log.heads
               SET last_seq = moved.last_seq
              FROM unnest(?::text[], ?::bigint[]) AS moved(instance_id, last_seq)
             WHERE heads.instance_id = moved.instance_id
            """;

    private static final String KNOWN = """
            SELECT event_id, instance_id, sequence_num, timestamp, root_event_id, depth
              FROM command_log.event_store
             WHERE event_id = ANY (?)
            """;

    private static final String INSERT = """
            INSERT INTO command_log.event_store (
                   event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                   parent_event_id, root_event_id, depth, occurred_at, timestamp)
            SELECT event_id, instance_id, project, generation, event_type, sequence_num, event_data::jsonb,
                   metadata::jsonb, parent_event_id, root_event_id, depth, occurred_at, timestamp
              FROM unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                          ?::uuid[], ?::uuid[], ?::int[], ?::timestamptz[], ?::timestamptz[])
                   AS e(event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                        parent_event_id, root_event_id, depth, occurred_at, timestamp)
            """;

    private static final String ADD_TO_OUTBOX = """
            INSERT INTO command_log.outbox (topic, message_key, shard, pointer)
            SELECT ?, message_key, shard, pointer
              FROM unnest(?::text[], ?::int[], ?::text[]) WITH ORDINALITY AS o(message_key, shard, pointer, position)
             ORDER BY position
            """;

    private static final String FIND = """
            SELECT event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                   parent_event_id, root_event_id, depth, occurred_at, timestamp
              FROM command_log.event_store
             WHERE event_id = ANY (?)
            """;

    private final Database database;
    private final PurgedInstances purged;
    private final Outbox outbox;
    private final JsonText json;

    EventStore(Database database, PurgedInstances purged, Outbox outbox, JsonText json) {
        this.database = database;
        this.purged = purged;
        this.outbox = outbox;
        this.json = json;
    }

    /**
     * Appends within the current transaction, which keeps the heads of these instances locked until its end: call it
     * last.
     *
     * @param events in the order in which they are to be numbered
     * @return what became of each of them, in their order
     */
    public List<Appended> append(List<NewEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        var gone = purged.among(events.stream().map(NewEvent::instanceId).toList());
        var outcomes = appendLiving(events.stream()
                        .filter(event -> !gone.contains(event.instanceId()))
                        .toList())
                .iterator();
        return events.stream()
                .map(event -> gone.contains(event.instanceId())
                        ? new Appended.InstanceGone(event.instanceId())
                        : outcomes.next())
                .toList();
    }

    private List<Appended> appendLiving(List<NewEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        var heads = lockHeads(events);
        var plan = AppendPlan.of(events, heads, known(events));
        write(plan.rows());
        moveHeads(plan.heads());
        return plan.outcomes();
    }

    private Map<String, Long> lockHeads(List<NewEvent> events) {
        var instances =
                events.stream().map(NewEvent::instanceId).distinct().sorted().toArray(String[]::new);
        database.update(MAKE_HEADS, (Object) instances);
        var heads = new LinkedHashMap<String, Long>();
        database.query(LOCK_HEADS, row -> heads.put(row.getString(1), row.getLong(2)), (Object) instances);
        return heads;
    }

    private List<AppendPlan.Known> known(List<NewEvent> events) {
        var ids = Stream.concat(
                        events.stream().map(NewEvent::eventId),
                        events.stream().map(NewEvent::parentEventId).filter(Objects::nonNull))
                .distinct()
                .toArray(UUID[]::new);
        return database.query(
                KNOWN,
                row -> new AppendPlan.Known(
                        row.getObject("event_id", UUID.class),
                        row.getString("instance_id"),
                        row.getLong("sequence_num"),
                        EventRow.time(row, "timestamp"),
                        row.getObject("root_event_id", UUID.class),
                        row.getInt("depth")),
                (Object) ids);
    }

    private void write(List<EventAppended> rows) {
        if (rows.isEmpty()) {
            return;
        }
        database.update(
                INSERT,
                column(rows, EventAppended::eventId, UUID[]::new),
                column(rows, EventAppended::instanceId, String[]::new),
                column(rows, EventAppended::project, String[]::new),
                column(rows, EventAppended::generation, Integer[]::new),
                column(rows, EventAppended::eventType, String[]::new),
                column(rows, EventAppended::sequenceNum, Long[]::new),
                column(rows, row -> json.of(row.eventData()), String[]::new),
                column(rows, row -> json.of(row.metadata()), String[]::new),
                column(rows, EventAppended::parentEventId, UUID[]::new),
                column(rows, EventAppended::rootEventId, UUID[]::new),
                column(rows, EventAppended::depth, Integer[]::new),
                column(rows, EventAppended::occurredAt, Instant[]::new),
                column(rows, EventAppended::timestamp, Instant[]::new));
        tell(rows);
    }

    /** All but the last as a set; the last by the outbox itself, which then wakes the relay after the commit. */
    private void tell(List<EventAppended> rows) {
        var all = rows.subList(0, rows.size() - 1);
        database.update(
                ADD_TO_OUTBOX,
                Topics.EVENTS,
                column(all, EventAppended::instanceId, String[]::new),
                column(all, row -> Outbox.shardOf(row.instanceId()), Integer[]::new),
                column(all, row -> row.eventId().toString(), String[]::new));
        var last = rows.getLast();
        outbox.add(Topics.EVENTS, last.instanceId(), last.eventId().toString(), Map.of());
    }

    private void moveHeads(Map<String, Long> heads) {
        database.update(
                MOVE_HEADS,
                heads.keySet().toArray(String[]::new),
                heads.values().toArray(Long[]::new));
    }

    /** For the outbox, which tells everything. */
    List<EventAppended> find(List<UUID> eventIds) {
        return database.query(FIND, row -> EventRow.read(row, json), (Object) eventIds.toArray(UUID[]::new));
    }

    private static <R, T> Object column(
            List<R> rows, Function<R, ? extends @Nullable T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
