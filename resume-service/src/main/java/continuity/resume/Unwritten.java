package continuity.resume;

import static java.util.stream.Collectors.groupingBy;

import continuity.contracts.Topics;
import continuity.kit.kafka.MessageReader.Message;
import continuity.resume.fold.Evidence;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What was read of the topics and is in no stored context yet: those of a busy instance are written once a second, with
 * all that has come meanwhile. Readers join it to what is stored; offsets stop before it.
 *
 * <p>Changes of the registry's row do not wait, as the hints of a resume look at what is stored.
 */
@ApplicationScoped
class Unwritten {

    private static final Duration APART = Duration.ofSeconds(1);

    /** As much waits, on the wire; as objects it is many times that. */
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private final Map<String, Long> writtenAt = new HashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private volatile Waiting waiting = new Waiting(Map.of());

    /**
     * What was waiting at one moment. Taken before the stored contexts are read, it has whatever they lack.
     *
     * @param messages by instance, in the order of their topics
     */
    record Waiting(Map<String, List<Message<Reading>>> messages) {

        Waiting {
            messages = Map.copyOf(messages);
        }

        /** That context with what waits for it. */
        Context on(Context stored) {
            var more = messages.getOrDefault(stored.instanceId(), List.of());
            return more.isEmpty()
                    ? stored
                    : stored.joined(Evidence.joined(more.stream()
                            .map(message -> message.value().evidence())
                            .toList()));
        }

        private Stream<Message<Reading>> all() {
            return messages.values().stream().flatMap(List::stream);
        }
    }

    Waiting waiting() {
        return waiting;
    }

    synchronized void add(List<Message<Reading>> messages) {
        var later = new HashMap<>(waiting.messages());
        messages.stream()
                .collect(groupingBy(message -> message.value().instanceId()))
                .forEach((id, added) -> later.merge(id, added, Unwritten::concat));
        waiting = new Waiting(later);
    }

    private static <T> List<T> concat(List<T> before, List<T> after) {
        return Stream.concat(before.stream(), after.stream()).toList();
    }

    /** Says that all records of the batch were added, but those that say nothing. */
    synchronized void readTo(ConsumerRecords<?, ?> batch) {
        for (var partition : batch.partitions()) {
            next.put(partition, batch.records(partition).getLast().offset() + 1);
        }
    }

    /** What is to be written now. */
    synchronized List<Message<Reading>> due() {
        var now = System.nanoTime();
        writtenAt.values().removeIf(written -> now - written >= APART.toNanos());
        var tooMuch = bytes() > MAX_BYTES;
        return waiting.messages().entrySet().stream()
                .filter(entry -> tooMuch
                        || !writtenAt.containsKey(entry.getKey())
                        || entry.getValue().stream().anyMatch(Unwritten::isUrgent))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static boolean isUrgent(Message<Reading> message) {
        return message.record().topic().equals(Topics.INSTANCES);
    }

    private long bytes() {
        return waiting.all()
                .map(Message::record)
                .mapToLong(ConsumerRecord::serializedValueSize)
                .sum();
    }

    List<Message<Reading>> all() {
        return waiting.all().toList();
    }

    /** @param messages all that is waiting of their instances */
    synchronized void written(List<Message<Reading>> messages) {
        var left = new HashMap<>(waiting.messages());
        var now = System.nanoTime();
        for (var message : messages) {
            var id = message.value().instanceId();
            left.remove(id);
            writtenAt.put(id, now);
        }
        waiting = new Waiting(left);
    }

    boolean isEmpty() {
        return waiting.messages().isEmpty();
    }

    /** Where a reader would have to begin to miss nothing. */
    synchronized Map<TopicPartition, OffsetAndMetadata> offsets() {
        var firsts = new HashMap<>(next);
        waiting.all()
                .map(Message::record)
                .forEach(record -> firsts.computeIfPresent(
                        new TopicPartition(record.topic(), record.partition()),
                        (_, offset) -> Math.min(offset, record.offset())));
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        firsts.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }

    /** Of partitions that others read now. */
    synchronized void forget(Collection<TopicPartition> partitions) {
        next.keySet().removeAll(partitions);
    }
}
