package continuity.resume.lag;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the projection stands in its topics. The replicas share the partitions and commit what they have written, so
 * each of them knows where the others stand. Of its own partitions a replica knows more: a commit leaves only with the
 * next poll. What is worked in stays so, whoever reads the partition next: nobody is asked for it twice.
 */
@ApplicationScoped
class TopicPositions {

    private static final String PREFIX = "mp.messaging.incoming.records.";

    private final Admin admin;
    private final List<String> topics;
    private final String group;
    private final Map<TopicPartition, Long> workedIn = new ConcurrentHashMap<>();
    private volatile CountDownLatch progress = new CountDownLatch(1);
    private volatile Map<String, Integer> partitionCounts = Map.of();

    TopicPositions(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = PREFIX + "topics") List<String> topics,
            @ConfigProperty(name = PREFIX + "group.id") String group) {
        var settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "resume-lag");
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        this.admin = Admin.create(settings);
        this.topics = topics;
        this.group = group;
    }

    /** Says that whoever reads a context here gets all of these. */
    void workedIn(ConsumerRecords<?, ?> batch) {
        for (var partition : batch.partitions()) {
            var next = batch.records(partition).getLast().offset() + 1;
            workedIn.merge(partition, next, Math::max);
        }
        var before = progress;
        progress = new CountDownLatch(1);
        before.countDown();
    }

    /** Opens when this replica has worked something in. */
    CountDownLatch progress() {
        return progress;
    }

    /** The partitions that hold the records of one key, one of each topic. */
    List<TopicPartition> of(String key, Duration budget) throws TimeoutException {
        var hash = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))); // the default partitioner's
        return counts(budget).entrySet().stream()
                .map(topic -> new TopicPartition(topic.getKey(), hash % topic.getValue()))
                .toList();
    }

    List<TopicPartition> all(Duration budget) throws TimeoutException {
        return counts(budget).entrySet().stream()
                .flatMap(topic -> IntStream.range(0, topic.getValue())
                        .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
                .toList();
    }

    /** The offset that the next record of each partition will get. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, Duration budget) throws TimeoutException {
        return offsets(partitions, OffsetSpec.latest(), budget);
    }

    /**
     * How many records are not worked in, up to {@code ends}, of the partitions where there are some. What has left its
     * topic unread is not counted: it comes back by a rebuild only.
     */
    Map<TopicPartition, Long> unread(Map<TopicPartition, Long> ends, Duration budget) throws TimeoutException {
        var open = ends.keySet().stream()
                .filter(partition -> left(partition, ends) > 0)
                .toList();
        if (!open.isEmpty()) {
            askFor(open, budget);
        }
        return open.stream()
                .filter(partition -> left(partition, ends) > 0)
                .collect(Collectors.toMap(Function.identity(), partition -> left(partition, ends)));
    }

    private long left(TopicPartition partition, Map<TopicPartition, Long> ends) {
        return ends.getOrDefault(partition, 0L) - workedIn.getOrDefault(partition, 0L);
    }

    /** Whether others have worked in more of these, or what was there has gone. */
    private void askFor(Collection<TopicPartition> partitions, Duration budget) throws TimeoutException {
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
        var committed = admin.listConsumerGroupOffsets(Map.of(group, spec)).partitionsToOffsetAndMetadata(group);
        offsets(partitions, OffsetSpec.earliest(), budget)
                .forEach((partition, begin) -> workedIn.merge(partition, begin, Math::max));
        await(committed, budget).forEach((partition, offset) -> {
            if (offset != null) { // nobody has committed yet
                workedIn.merge(partition, offset.offset(), Math::max);
            }
        });
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec, Duration budget)
            throws TimeoutException {
        var asked = partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> spec));
        return await(admin.listOffsets(asked).all(), budget).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
    }

    private static long offset(ListOffsetsResultInfo info) {
        return info.offset();
    }

    /** Asked once: they do not change while anything runs. */
    private Map<String, Integer> counts(Duration budget) throws TimeoutException {
        var known = partitionCounts;
        if (known.isEmpty()) {
            known = await(admin.describeTopics(topics).allTopicNames(), budget).values().stream()
                    .collect(Collectors.toMap(
                            topic -> topic.name(), topic -> topic.partitions().size()));
            partitionCounts = known;
        }
        return known;
    }

    private static <T> T await(KafkaFuture<T> answer, Duration budget) throws TimeoutException {
        try {
            return answer.get(Math.max(1, budget.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw timeout("Kafka refuses to say", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timeout("interrupted", e);
        }
    }

    private static TimeoutException timeout(String message, Exception cause) {
        var timeout = new TimeoutException(message);
        timeout.initCause(cause);
        return timeout;
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
