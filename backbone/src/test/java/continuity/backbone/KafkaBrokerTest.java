package continuity.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
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
        try (var broker = KafkaBroker.start(dir, KafkaPorts.free(), Map.of())) {
            assertThat(topicsOf(broker)).isEqualTo(defined());
            send(broker, "continuity.commands", "odin-PS-8f4a2b", large);
        }

        try (var broker = KafkaBroker.start(dir, KafkaPorts.free(), Map.of())) {
            assertThat(topicsOf(broker)).isEqualTo(defined());
            assertThat(read(broker, "continuity.commands")).containsExactly(large);
            assertThatNobodyCanMakeATopicByMistake(broker);
        }
    }

    @Test
    void topicsThatWereChangedAreSetAsDefinedAgain() throws Exception {
        try (var broker = KafkaBroker.start(dir, KafkaPorts.free(), Map.of())) {
            change(broker, "continuity.events", Map.of("retention.ms", "1000", "retention.bytes", "1"));
        }

        try (var broker = KafkaBroker.start(dir, KafkaPorts.free(), Map.of())) {
            await().untilAsserted(() -> assertThat(topicsOf(broker)).isEqualTo(defined()));
        }
    }

    @Test
    void aPartitionCountThatDiffersIsLogged() throws Exception {
        try (var broker = KafkaBroker.start(dir, KafkaPorts.free(), Map.of());
                var admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            admin.createPartitions(Map.of("continuity.events.dlq", NewPartitions.increaseTo(2)))
                    .all()
                    .get();
        }
        var logged = new ArrayList<LogRecord>();
        var log = Logger.getLogger(TopicPreparation.class.getName());
        var listener = listener(logged);
        log.addHandler(listener);

        try (var broker = KafkaBroker.start(dir, KafkaPorts.free(), Map.of())) {
            assertThat(broker.bootstrapServers()).isNotEmpty();
        } finally {
            log.removeHandler(listener);
        }

        assertThat(logged).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(new SimpleFormatter().formatMessage(line))
                    .startsWith("continuity.events.dlq has 2 partitions instead of 1");
        });
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

    private record Layout(int partitions, Map<String, String> config) {}

    private static Map<String, Layout> defined() {
        return TopicDefinition.all().stream()
                .collect(Collectors.toMap(
                        TopicDefinition::name, topic -> new Layout(topic.partitions(), topic.config())));
    }

    /** The broker's own view, in the shape of the definition: only the settings that were made for the topic. */
    private static Map<String, Layout> topicsOf(KafkaBroker broker) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            var topics = new HashMap<String, Layout>();
            var names = admin.listTopics().names().get();
            for (var topic : admin.describeTopics(names).allTopicNames().get().values()) {
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
                var config = admin.describeConfigs(List.of(resource))
                        .values()
                        .values()
                        .iterator()
                        .next()
                        .get();
                topics.put(topic.name(), new Layout(topic.partitions().size(), ownSettings(config)));
            }
            return topics;
        }
    }

    private static void change(KafkaBroker broker, String topic, Map<String, String> settings) throws Exception {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            var changes = settings.entrySet().stream()
                    .map(setting -> new AlterConfigOp(
                            new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                    .all()
                    .get();
        }
    }

    private static Handler listener(List<LogRecord> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
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
