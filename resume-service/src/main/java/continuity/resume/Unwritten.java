package continuity.resume;

import static java.util.stream.Collectors.groupingBy;

import continuity.contracts.Topics;
import continuity.kit.kafka.MessageReader.Message;
import continuity.resume.fold.Evidence;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    private final Map<String, List<Message<Reading>>> waiting = new LinkedHashMap<>();
    private final Map<String, Long> writtenAt = new HashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private volatile Map<String, Evidence> evidence = Map.of();

    /** By instance. Taken before the stored contexts are read, it lacks nothing that they lack. */
    Map<String, Evidence> evidence() {
        return evidence;
    }

    synchronized void add(List<Message<Reading>> messages) {
        var later = new HashMap<>(evidence);
        messages.stream()
                .collect(groupingBy(message -> message.value().instanceId()))
                .forEach((id, added) -> {
                    waiting.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(added);
                    later.merge(id, joined(added), Evidence::join);
                });
        evidence = Map.copyOf(later);
    }

    private static Evidence joined(List<Message<Reading>> messages) {
        return Evidence.joined(
                messages.stream().map(message -> message.value().evidence()).toList());
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
        var all = bytes() > MAX_BYTES;
        return waiting.entrySet().stream()
                .filter(entry -> all
                        || !writtenAt.containsKey(entry.getKey())
                        || entry.getValue().stream().anyMatch(Unwritten::isUrgent))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static boolean isUrgent(Message<Reading> message) {
        return message.record().topic().equals(Topics.INSTANCES);
    }

    private long bytes() {
        return records().mapToLong(ConsumerRecord::serializedValueSize).sum();
    }

    private Stream<ConsumerRecord<String, byte[]>> records() {
        return waiting.values().stream().flatMap(List::stream).map(Message::record);
    }

    synchronized List<Message<Reading>> all() {
        return waiting.values().stream().flatMap(List::stream).toList();
    }

    /** @param messages all that is waiting of their instances */
    synchronized void written(List<Message<Reading>> messages) {
        var later = new HashMap<>(evidence);
        var now = System.nanoTime();
        for (var message : messages) {
            var id = message.value().instanceId();
            waiting.remove(id);
            later.remove(id);
            writtenAt.put(id, now);
        }
        evidence = Map.copyOf(later);
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Where a reader would have to begin to miss nothing. */
    synchronized Map<TopicPartition, OffsetAndMetadata> offsets() {
        var firsts = new HashMap<>(next);
        records()
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
