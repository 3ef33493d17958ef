package continuity.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.CheckpointCreated;
import continuity.contracts.EventAppended;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.InstanceChanged;
import continuity.kit.kafka.MessageReader;
import continuity.kit.kafka.OutgoingMessage;
import continuity.kit.outbox.OutboxEntry;
import continuity.kit.outbox.OutboxSource;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Listens to what may call for a checkpoint, and tells others of each one that was made. */
@ApplicationScoped
class CheckpointMessages implements OutboxSource {

    private final MessageReader reader;
    private final ObjectMapper json;
    private final CheckpointService service;
    private final CheckpointStore checkpoints;
    private final StateReader states;

    CheckpointMessages(
            MessageReader reader,
            ObjectMapper json,
            CheckpointService service,
            CheckpointStore checkpoints,
            StateReader states) {
        this.reader = reader;
        this.json = json;
        this.service = service;
        this.checkpoints = checkpoints;
        this.states = states;
    }

    @Incoming("heartbeats")
    @Blocking
    void onHeartbeats(ConsumerRecords<String, byte[]> batch) {
        reader.read(
                batch, record -> json.readValue(record.value(), HeartbeatAccepted.class), service::considerHeartbeats);
    }

    @Incoming("events")
    @Blocking
    void onEvents(ConsumerRecords<String, byte[]> batch) {
        reader.read(batch, record -> json.readValue(record.value(), EventAppended.class), service::considerEvents);
    }

    @Incoming("instances")
    @Blocking
    void onInstances(ConsumerRecords<String, byte[]> batch) {
        reader.read(batch, record -> json.readValue(record.value(), InstanceChanged.class), service::heed);
    }

    @Override
    public Optional<OutgoingMessage> load(OutboxEntry entry) {
        return checkpoints
                .find(UUID.fromString(entry.pointer()))
                .map(checkpoint ->
                        new OutgoingMessage(entry.topic(), entry.key(), entry.pointer(), message(checkpoint)));
    }

    private CheckpointCreated message(Checkpoint.Whole checkpoint) {
        var header = checkpoint.header();
        try {
            return new CheckpointCreated(
                    header.checkpointId(),
                    header.instanceId(),
                    header.project(),
                    header.checkpointType().toString(),
                    header.reason(),
                    header.sequenceNum(),
                    header.coveredEventSequence(),
                    header.contextWindowPercent(),
                    states.tree(checkpoint.workState()),
                    header.sizeBytes(),
                    header.createdAt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("checkpoint " + header.checkpointId() + " holds an unreadable state", e);
        }
    }
}
