package continuity.commandlog.archive;

import continuity.contracts.Topics;
import continuity.kit.problem.Unavailable;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Deletes the commands from their topic that are old enough and that every reader has worked in. The topic itself has
 * no time limit, so that no command is lost while a reader or its database is away, however long.
 */
@ApplicationScoped
class TopicTrim {

    private static final Logger LOG = Logger.getLogger(TopicTrim.class);

    private final Map<String, Object> kafka;
    private final TopicConfig config;

    TopicTrim(@Identifier("default-kafka-broker") Map<String, Object> kafka, TopicConfig config) {
        this.kafka = kafka;
        this.config = config;
    }

    @Scheduled(
            identity = "commands-topic",
            every = "${continuity.commands-topic.trim-every}",
            delayed = "5m",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        try {
            LOG.infof("%d commands left their topic", trim(Instant.now().minus(config.keep()), config.readBy()));
        } catch (KafkaException | Unavailable e) {
            LOG.warnf("%s was not trimmed: %s", Topics.COMMANDS, e);
        }
    }

    /**
     * Deletes what came before that time and was read by all these groups.
     *
     * @return how many records
     */
    long trim(Instant before, Set<String> groups) {
        try (var admin = Admin.create(kafka)) {
            var partitions = partitions(admin);
            var earliest = offsets(admin, partitions, OffsetSpec.earliest());
            var ends = upTo(admin, partitions, before, groups);
            var deletions = new HashMap<TopicPartition, RecordsToDelete>();
            var count = 0L;
            for (var end : ends.entrySet()) {
                var records = end.getValue() - earliest.getOrDefault(end.getKey(), end.getValue());
                if (records > 0) {
                    deletions.put(end.getKey(), RecordsToDelete.beforeOffset(end.getValue()));
                    count += records;
                }
            }
            await(admin.deleteRecords(deletions).all());
            return count;
        }
    }

    /** Of each partition the first offset that stays; none of one that some group has read nothing of. */
    private static Map<TopicPartition, Long> upTo(
            Admin admin, List<TopicPartition> partitions, Instant before, Set<String> groups) {
        var latest = offsets(admin, partitions, OffsetSpec.latest());
        var ends = offsets(admin, partitions, OffsetSpec.forTimestamp(before.toEpochMilli()));
        ends.replaceAll((partition, offset) -> offset < 0 ? latest.getOrDefault(partition, 0L) : offset);
        for (var group : groups) {
            var read = await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            ends.keySet().retainAll(read.keySet());
            ends.replaceAll((partition, offset) -> Math.min(offset, offsetOf(read, partition)));
        }
        return ends;
    }

    private static long offsetOf(Map<TopicPartition, OffsetAndMetadata> read, TopicPartition partition) {
        var known = read.get(partition);
        return known == null ? 0 : known.offset();
    }

    private static List<TopicPartition> partitions(Admin admin) {
        return await(admin.describeTopics(Set.of(Topics.COMMANDS)).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec spec) {
        var asked = partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> spec));
        return await(admin.listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> offsetOf(entry.getValue()), Math::min, HashMap::new));
    }

    private static long offsetOf(ListOffsetsResultInfo info) {
        return info.offset();
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new Unavailable("Kafka", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Kafka", e);
        }
    }
}
