package continuity.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    private static final int TWO_MIB = 2 * 1024 * 1024;

    @TempDir
    Path dir;

    @Test
    void topicsAndRecordsSurviveARestart() throws Exception {
        var large = "x".repeat(TWO_MIB);
        try (var broker = KafkaBroker.start(dir, 0, 0)) {
            assertThat(topicsOf(broker)).containsExactlyInAnyOrderElementsOf(TopicDefinition.all());
            send(broker, "continuity.commands", "odin-PS-8f4a2b", large);
        }

        try (var broker = KafkaBroker.start(dir, 0, 0)) {
            assertThat(topicsOf(broker)).containsExactlyInAnyOrderElementsOf(TopicDefinition.all());
            assertThat(read(broker, "continuity.commands")).containsExactly(large);
            assertThatNobodyCanMakeATopicByMistake(broker);
        }
    }

    @Test
    void whatWasPromisedIsFlushedAndKeptAsLongAsDocumented() {
        assertThat(List.of("instances", "commands", "events", "checkpoints"))
                .allSatisfy(name -> assertThat(config(name)).containsEntry("flush.messages", "1"));
        assertThat(config("instances"))
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("min.compaction.lag.ms", millis(7));
        assertThat(config("commands")).containsEntry("retention.ms", "-1");
        assertThat(config("events")).containsEntry("retention.ms", millis(7));
        assertThat(config("heartbeats")).containsEntry("retention.ms", millis(1));
        assertThat(config("checkpoints")).containsEntry("retention.ms", millis(30));
    }

    private static Map<String, String> config(String name) {
        return TopicDefinition.all().stream()
                .filter(topic -> topic.name().equals("continuity." + name))
                .findFirst()
                .orElseThrow()
                .config();
    }

    private static String millis(int days) {
        return Long.toString(Duration.ofDays(days).toMillis());
    }

    /** The broker's own view, in the shape of the definition: only the settings that were made for the topic. */
    private static Set<TopicDefinition> topicsOf(KafkaBroker broker) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            var topics = new HashSet<TopicDefinition>();
            var names = admin.listTopics().names().get();
            for (var topic : admin.describeTopics(names).allTopicNames().get().values()) {
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
                var config = admin.describeConfigs(List.of(resource))
                        .values()
                        .values()
                        .iterator()
                        .next()
                        .get();
                topics.add(new TopicDefinition(topic.name(), topic.partitions().size(), ownSettings(config)));
            }
            return topics;
        }
    }

    private static Map<String, String> ownSettings(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static void send(KafkaBroker broker, String topic, String key, String value) throws Exception {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                broker.bootstrapServers(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                TWO_MIB + 1024);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    private static List<String> read(KafkaBroker broker, String topic) {
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(it -> new TopicPartition(topic, it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var values = new ArrayList<String>();
            consumer.poll(Duration.ofSeconds(10)).forEach(it -> values.add(it.value()));
            return values;
        }
    }

    private static void assertThatNobodyCanMakeATopicByMistake(KafkaBroker broker) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            var unknown = admin.describeTopics(List.of("continuity.typo")).allTopicNames();
            assertThat(unknown.toCompletionStage())
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }
}
