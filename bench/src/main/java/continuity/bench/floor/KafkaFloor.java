package continuity.bench.floor;

import continuity.bench.frame.Backbone;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A bare producer, {@code acks=all}, to a topic that is flushed as those are to which we promise something. */
public final class KafkaFloor implements AutoCloseable {

    public static final String NAME = "bare producer, acks=all";

    private static final String TOPIC = "bench.floor";
    private static final int PARTITIONS = 12;

    private final KafkaProducer<String, byte[]> producer;

    private KafkaFloor(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    public static KafkaFloor on(Backbone backbone) throws InterruptedException, ExecutionException {
        var settings = backbone.kafka();
        try (var admin = Admin.create(settings)) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                var topic = new NewTopic(TOPIC, PARTITIONS, (short) 1).configs(Map.of("flush.messages", "1"));
                admin.createTopics(List.of(topic)).all().get();
            }
        }
        settings.put("acks", "all");
        settings.put("linger.ms", "1");
        settings.put("batch.size", 256 * 1024);
        return new KafkaFloor(new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
    }

    /** Returns when it is durable. */
    public void send(String key, byte[] value) throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(TOPIC, key, value)).get();
    }

    /** Sends all, as fast as the producer takes them, and returns when all are durable. */
    public void sendAll(List<Map.Entry<String, byte[]>> records) throws InterruptedException, ExecutionException {
        var sent = records.stream()
                .map(entry -> producer.send(new ProducerRecord<>(TOPIC, entry.getKey(), entry.getValue())))
                .toList();
        for (Future<?> one : sent) {
            one.get();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
