package continuity.resume;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.CheckpointCreated;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.InstanceChanged;
import continuity.contracts.Topics;
import continuity.kit.kafka.MessageReader;
import continuity.kit.kafka.MessageReader.Message;
import continuity.resume.fold.Evidence;
import continuity.resume.lag.LagMeter;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads every topic that tells of instances. What was read is known to readers at once, and written at most once a
 * second for each instance; offsets are committed after the contexts are written.
 */
@ApplicationScoped
class ContextMessages {

    static final String CHANNEL = "records";

    private static final Logger LOG = Logger.getLogger(ContextMessages.class);
    private static final int AFTER_READER = ObserverMethod.DEFAULT_PRIORITY + 1;
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration MAX_COMMIT = Duration.ofSeconds(5);

    private final MessageReader reader;
    private final ContextProjection projection;
    private final Unwritten unwritten;
    private final LagMeter meter;
    private final KafkaClientService kafka;
    private final ObjectMapper json;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

    ContextMessages(
            MessageReader reader,
            ContextProjection projection,
            Unwritten unwritten,
            LagMeter meter,
            KafkaClientService kafka,
            ObjectMapper json) {
        this.reader = reader;
        this.projection = projection;
        this.unwritten = unwritten;
        this.meter = meter;
        this.kafka = kafka;
        this.json = json;
    }

    @Incoming(CHANNEL)
    @Blocking
    void on(ConsumerRecords<String, byte[]> batch) {
        alone(() -> {
            reader.parse(batch, this::reading, this::take);
            unwritten.readTo(batch);
            meter.workedIn(batch);
            commit();
        });
        writeLater();
    }

    /** One at a time: what is written is all that waits of an instance. */
    private void alone(Runnable work) {
        writing.lock();
        try {
            work.run();
        } finally {
            writing.unlock();
        }
    }

    private void take(List<Message<Reading>> messages) {
        unwritten.add(messages);
        write(unwritten.due());
    }

    private void write(List<Message<Reading>> messages) {
        if (!messages.isEmpty()) {
            reader.apply(messages, projection::absorb);
            unwritten.written(messages);
        }
    }

    /** While something waits there is a thread that comes back to it; else nothing runs. */
    private void writeLater() {
        if (!unwritten.isEmpty() && waiting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("write contexts").start(this::writeUntilNothingWaits);
        }
    }

    private void writeUntilNothingWaits() {
        try {
            while (!unwritten.isEmpty()) {
                Thread.sleep(LOOK_EVERY);
                writeDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.set(false);
        }
        writeLater(); // what came at the last moment
    }

    private void writeDue() throws InterruptedException {
        try {
            alone(() -> {
                write(unwritten.due());
                commit();
            });
        } catch (RuntimeException e) {
            LOG.warnf("contexts are written later: %s", e.toString());
            Thread.sleep(AFTER_FAILURE);
        }
    }

    /** Leaves with the next poll. One that fails is made up for by the next. */
    private void commit() {
        var offsets = unwritten.offsets();
        if (offsets.equals(committed)) {
            return;
        }
        committed = offsets;
        kafka.<String, byte[]>getConsumer(CHANNEL)
                .runOnPollingThread(consumer -> {
                    consumer.commitAsync(of(consumer.assignment(), offsets), (_, failure) -> forget(failure));
                })
                .subscribe()
                .with(_ -> {}, this::forget);
    }

    private void forget(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.warnf("offsets were not committed: %s", failure.toString());
            committed = Map.of();
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> of(
            Collection<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> offsets) {
        var theirs = new HashMap<>(offsets);
        theirs.keySet().retainAll(partitions);
        return theirs;
    }

    /** Before another replica goes on there. What cannot be written or committed is read once more, by that one. */
    void handOver(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            alone(() -> {
                write(unwritten.all());
                consumer.commitSync(of(partitions, unwritten.offsets()), MAX_COMMIT);
            });
        } catch (RuntimeException e) {
            LOG.warnf("partitions are handed over as they are: %s", e.toString());
        }
    }

    /** What this replica knew of them is old: others may have read on meanwhile. */
    void takeOver(Collection<TopicPartition> partitions) {
        alone(() -> {
            unwritten.forget(partitions);
            committed = Map.of();
        });
    }

    /** After the reader, whose patience ends then. What cannot be written is read again. */
    void stop(@Observes @Priority(AFTER_READER) ShutdownEvent event) {
        try {
            alone(() -> write(unwritten.all()));
        } catch (RuntimeException e) {
            LOG.infof("what has just come is read again at the next start: %s", e.toString());
        }
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
            case Topics.HEARTBEATS -> Reading.of(json.readValue(record.value(), HeartbeatAccepted.class));
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
