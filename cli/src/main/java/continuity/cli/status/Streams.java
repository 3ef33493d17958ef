package continuity.cli.status;

import continuity.cli.local.DataDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the broker knows of our topics and of who reads them, all from offsets: nothing has to be counted anywhere.
 *
 * @param lag by consumer group
 * @param deadLetters number of records by dead-letter topic, without the empty ones
 */
public record Streams(Rate commands, Rate events, SortedMap<String, Lag> lag, SortedMap<String, Long> deadLetters) {

    private static final String OURS = "continuity.";
    private static final String DEAD_LETTERS = ".dlq";
    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    /** Records per minute, over the last minute and over the last five. */
    public record Rate(double lastMinute, double lastFiveMinutes) {}

    /**
     * How far a group is behind.
     *
     * @param records not read yet
     * @param members how many consumers the group has; without one nobody reads
     */
    public record Lag(long records, int members) {}

    /**
     * Asks the broker of a data directory.
     *
     * @throws ExecutionException if it does not answer in time, or refuses
     */
    public static Streams read(DataDirectory data, int port, Instant now)
            throws ExecutionException, InterruptedException {
        var admin = KafkaAdmin.open(data, port);
        try {
            return read(admin, now);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** @throws ExecutionException if the broker does not answer in time, or refuses */
    static Streams read(Admin admin, Instant now) throws ExecutionException, InterruptedException {
        var partitions = partitions(admin);
        var latest = ask(admin, partitions, OffsetSpec.latest());
        var earliest = ask(admin, partitions, OffsetSpec.earliest());
        var oneMinute = ask(admin, partitions, since(now, ONE_MINUTE));
        var fiveMinutes = ask(admin, partitions, since(now, FIVE_MINUTES));
        var bounds = new Bounds(offsets(earliest), offsets(latest));
        var lastMinute = bounds.since(offsets(oneMinute));
        var lastFive = bounds.since(offsets(fiveMinutes));
        return new Streams(
                rate("continuity.commands", lastMinute, lastFive),
                rate("continuity.events", lastMinute, lastFive),
                lag(admin, bounds),
                deadLetters(bounds));
    }

    /** First and last offsets by partition. */
    private record Bounds(Map<TopicPartition, Long> first, Map<TopicPartition, Long> last) {

        /** Records from the first one on that was written later: none, where the broker found no offset. */
        Map<String, Long> since(Map<TopicPartition, Long> from) {
            return from.entrySet().stream()
                    .collect(Collectors.groupingBy(
                            partition -> partition.getKey().topic(),
                            Collectors.summingLong(partition ->
                                    partition.getValue() < 0 ? 0 : end(partition.getKey()) - partition.getValue())));
        }

        long unread(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
            var next = committed == null ? first.getOrDefault(partition, 0L) : committed.offset();
            return Math.max(0, end(partition) - next);
        }

        private long end(TopicPartition partition) {
            return last.getOrDefault(partition, 0L);
        }
    }

    private static List<TopicPartition> partitions(Admin admin) throws ExecutionException, InterruptedException {
        var topics = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(OURS))
                .toList();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private static OffsetSpec since(Instant now, Duration ago) {
        return OffsetSpec.forTimestamp(now.minus(ago).toEpochMilli());
    }

    private static ListOffsetsResult ask(Admin admin, List<TopicPartition> partitions, OffsetSpec which) {
        return admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which)));
    }

    private static Map<TopicPartition, Long> offsets(ListOffsetsResult asked)
            throws ExecutionException, InterruptedException {
        return asked.all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, partition -> partition.getValue().offset()));
    }

    private static Rate rate(String topic, Map<String, Long> lastMinute, Map<String, Long> lastFive) {
        return new Rate(
                lastMinute.getOrDefault(topic, 0L),
                lastFive.getOrDefault(topic, 0L) / (double) FIVE_MINUTES.dividedBy(ONE_MINUTE));
    }

    private static SortedMap<String, Long> deadLetters(Bounds bounds) {
        return bounds.since(bounds.first()).entrySet().stream()
                .filter(topic -> topic.getKey().endsWith(DEAD_LETTERS) && topic.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    private static SortedMap<String, Lag> lag(Admin admin, Bounds bounds)
            throws ExecutionException, InterruptedException {
        var names = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                .map(GroupListing::groupId)
                .toList();
        var wanted = names.stream().collect(Collectors.toMap(Function.identity(), _ -> everything()));
        var committed = admin.listConsumerGroupOffsets(wanted).all();
        var groups = admin.describeConsumerGroups(names).all().get();
        var lag = new TreeMap<String, Lag>();
        for (var group : groups.values()) {
            var offsets = committed.get().getOrDefault(group.groupId(), Map.of());
            var partitions = new HashSet<>(offsets.keySet());
            partitions.addAll(assigned(group));
            var unread = partitions.stream()
                    .mapToLong(partition -> bounds.unread(partition, offsets.get(partition)))
                    .sum();
            lag.put(group.groupId(), new Lag(unread, group.members().size()));
        }
        return lag;
    }

    private static ListConsumerGroupOffsetsSpec everything() {
        return new ListConsumerGroupOffsetsSpec();
    }

    private static Set<TopicPartition> assigned(ConsumerGroupDescription group) {
        var all = new ArrayList<TopicPartition>();
        group.members().forEach(member -> all.addAll(member.assignment().topicPartitions()));
        return Set.copyOf(all);
    }
}
