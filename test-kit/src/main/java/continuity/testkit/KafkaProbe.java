package continuity.testkit;

import continuity.backbone.KafkaLogin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A look at the bytes in Kafka from outside, past every deserialiser, and a way to put in what no service would send.
 */
public final class KafkaProbe {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MAX_REQUEST_BYTES = 3 * 1024 * 1024;

    private final Map<String, Object> client;

    /** @param bootstrapServers of an open broker, such as {@link Backbone#bootstrapServers()} */
    public KafkaProbe(String bootstrapServers) {
        this.client = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** @param login of a user that may do what the test is to do */
    public KafkaProbe(String bootstrapServers, KafkaLogin login) {
        var settings = new HashMap<String, Object>(login.clientSettings());
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        this.client = Map.copyOf(settings);
    }

    /** Everything in {@code topic} up to its end at the moment of the call; in the order of each partition. */
    public List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (var consumer = consumer()) {
            return read(consumer, topic);
        }
    }

    /** Everything in every topic but Kafka's own, by topic. */
    public Map<String, List<ConsumerRecord<String, byte[]>>> readAll() {
        try (var consumer = consumer()) {
            return consumer.listTopics().keySet().stream()
                    .filter(topic -> !topic.startsWith("__"))
                    .collect(Collectors.toMap(topic -> topic, topic -> read(consumer, topic)));
        }
    }

    /** One record, acknowledged; {@code value} need not be what consumers of {@code topic} expect. */
    public void send(String topic, @Nullable String key, byte[] value, Map<String, String> headers) {
        var settings = new HashMap<>(client);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        var record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, header) -> record.headers().add(name, header.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take the record for " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending to " + topic, e);
        }
    }

    /** The newest header called {@code name}, such as {@code ce_id}. */
    public static Optional<String> header(ConsumerRecord<String, byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Key, headers and value as one text, to be searched for what should not be there. */
    public static String text(ConsumerRecord<String, byte[]> record) {
        var text = new StringBuilder().append(record.key()).append('\n');
        for (var header : record.headers()) {
            text.append(header.key()).append(": ");
            text.append(header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8))
                    .append('\n');
        }
        var value = record.value();
        return text.append(value == null ? "" : new String(value, StandardCharsets.UTF_8))
                .toString();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        var settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static List<ConsumerRecord<String, byte[]>> read(KafkaConsumer<String, byte[]> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(records::add);
        }
        records.sort(Comparator.<ConsumerRecord<String, byte[]>>comparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        return List.copyOf(records);
    }
}
