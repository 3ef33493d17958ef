package continuity.resume;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.CheckpointCreated;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.InstanceChanged;
import continuity.contracts.Topics;
import continuity.kit.kafka.MessageReader;
import continuity.resume.fold.Evidence;
import continuity.resume.lag.LagMeter;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Reads every topic that tells of instances; offsets are committed after the contexts are written. */
@ApplicationScoped
class ContextMessages {

    private final MessageReader reader;
    private final ContextService contexts;
    private final LagMeter meter;
    private final ObjectMapper json;

    ContextMessages(MessageReader reader, ContextService contexts, LagMeter meter, ObjectMapper json) {
        this.reader = reader;
        this.contexts = contexts;
        this.meter = meter;
        this.json = json;
    }

    @Incoming("records")
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        reader.read(batch, this::reading, contexts::absorb);
        meter.workedIn(batch);
    }

    private @Nullable Reading reading(ConsumerRecord<String, byte[]> record) throws IOException {
        return switch (record.topic()) {
            case Topics.COMMANDS -> {
                var command = json.readValue(record.value(), CommandLogged.class);
                yield new Reading(command.instanceId(), command.project(), Evidence.of(command));
            }
            case Topics.EVENTS -> {
                var event = json.readValue(record.value(), EventAppended.class);
                yield new Reading(event.instanceId(), event.project(), Evidence.of(event));
            }
            case Topics.HEARTBEATS -> {
                var heartbeat = json.readValue(record.value(), HeartbeatAccepted.class);
                yield new Reading(heartbeat.instanceId(), heartbeat.project(), Evidence.of(heartbeat));
            }
            case Topics.INSTANCES -> {
                var change = json.readValue(record.value(), InstanceChanged.class);
                var instance = change.instance();
                yield change.change() == InstanceChanged.Change.PURGED
                        ? Reading.ofPurge(instance.instanceId(), instance.project())
                        : new Reading(instance.instanceId(), instance.project(), Evidence.of(change));
            }
            case Topics.CHECKPOINTS -> {
                var checkpoint = json.readValue(record.value(), CheckpointCreated.class);
                yield new Reading(checkpoint.instanceId(), checkpoint.project(), Evidence.of(checkpoint));
            }
            default -> null;
        };
    }
}
