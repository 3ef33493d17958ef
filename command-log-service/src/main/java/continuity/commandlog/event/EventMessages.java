package continuity.commandlog.event;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.Partitions;
import continuity.commandlog.Transactions;
import continuity.contracts.CheckpointCreated;
import continuity.contracts.EventAppended;
import continuity.contracts.InstanceChanged;
import continuity.contracts.Topics;
import continuity.kit.instances.InstanceDirectory;
import continuity.kit.kafka.MessageReader;
import continuity.kit.kafka.OutgoingMessage;
import continuity.kit.outbox.OutboxEntry;
import continuity.kit.outbox.OutboxSource;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.purge.PurgedInstances;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Events to and from Kafka: the store's own feed goes out, the life of instances and checkpoints comes in. */
@ApplicationScoped
class EventMessages implements OutboxSource {

    private final EventStore store;
    private final InstanceDirectory directory;
    private final PurgedInstances purged;
    private final Partitions partitions;
    private final MessageReader reader;
    private final ObjectMapper json;

    EventMessages(
            EventStore store,
            InstanceDirectory directory,
            PurgedInstances purged,
            Partitions partitions,
            MessageReader reader,
            ObjectMapper json) {
        this.store = store;
        this.directory = directory;
        this.purged = purged;
        this.partitions = partitions;
        this.reader = reader;
        this.json = json;
    }

    @Override
    public Optional<OutgoingMessage> load(OutboxEntry entry) {
        return Optional.ofNullable(loadTogether(List.of(entry)).get(entry));
    }

    @Override
    public Map<OutboxEntry, OutgoingMessage> loadTogether(List<OutboxEntry> entries) {
        var events = store.find(entries.stream().map(EventMessages::eventId).toList()).stream()
                .collect(toMap(EventAppended::eventId, identity()));
        var messages = new HashMap<OutboxEntry, OutgoingMessage>();
        for (var entry : entries) {
            var event = events.get(eventId(entry));
            if (event != null) {
                messages.put(entry, message(entry, event));
            }
        }
        return messages;
    }

    private static UUID eventId(OutboxEntry entry) {
        return UUID.fromString(entry.pointer());
    }

    private static OutgoingMessage message(OutboxEntry entry, EventAppended event) {
        return new OutgoingMessage(
                entry.topic(), event.instanceId(), event.eventId().toString(), event);
    }

    @Incoming("lifecycle")
    @Blocking
    void onLifecycle(ConsumerRecords<String, byte[]> batch) {
        reader.read(batch, this::parse, this::append);
    }

    private @Nullable Object parse(ConsumerRecord<String, byte[]> record) throws IOException {
        return switch (record.topic()) {
            case Topics.INSTANCES -> json.readValue(record.value(), InstanceChanged.class);
            case Topics.CHECKPOINTS -> json.readValue(record.value(), CheckpointCreated.class);
            default -> null;
        };
    }

    private void append(List<Object> messages) {
        messages.forEach(this::purge);
        var now = Instant.now();
        var events = messages.stream()
                .flatMap(message -> events(message).stream())
                .filter(event -> partitions.reach(event.timestamp(), now))
                .toList();
        Transactions.repeatably(() -> store.append(events));
    }

    private void purge(Object message) {
        if (message instanceof InstanceChanged change && change.change() == InstanceChanged.Change.PURGED) {
            purged.purge(change.instance().instanceId());
        }
    }

    private List<NewEvent> events(Object message) {
        return switch (message) {
            case InstanceChanged change -> {
                directory.remember(change);
                yield LifecycleEvents.of(change);
            }
            case CheckpointCreated checkpoint -> ofCheckpoint(checkpoint);
            default -> throw new IllegalArgumentException("not a message of a lifecycle: " + message.getClass());
        };
    }

    /** Empty if the registry knows the instance no more: it was purged, and the news of that is on its way. */
    private List<NewEvent> ofCheckpoint(CheckpointCreated checkpoint) {
        try {
            var generation = directory.get(checkpoint.instanceId()).generation();
            return List.of(LifecycleEvents.of(checkpoint, generation));
        } catch (InstanceNotFound e) {
            return List.of();
        }
    }
}
