package continuity.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.backbone.KafkaBroker;
import continuity.backbone.KafkaPorts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real broker. */
class StreamsTest {

    @TempDir
    Path dir;

    @Test
    void ratesLagAndDeadLettersComeFromOffsets() throws Exception {
        var now = Instant.now();
        try (var broker = KafkaBroker.start(dir, KafkaPorts.free(), Map.of());
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            write(broker, "continuity.commands", now.minus(Duration.ofMinutes(9)), 7);
            write(broker, "continuity.commands", now.minus(Duration.ofMinutes(3)), 4);
            write(broker, "continuity.commands", now.minusSeconds(2), 6);
            write(broker, "continuity.events.dlq", now, 2);
            admin.alterConsumerGroupOffsets(
                            "resume", Map.of(new TopicPartition("continuity.commands", 0), new OffsetAndMetadata(12)))
                    .all()
                    .get();

            var streams = Streams.read(admin, now);

            assertThat(streams.commands()).isEqualTo(new Streams.Rate(6, 2));
            assertThat(streams.events()).isEqualTo(new Streams.Rate(0, 0));
            assertThat(streams.lag()).containsExactly(Map.entry("resume", new Streams.Lag(5, 0)));
            assertThat(streams.deadLetters()).containsExactly(Map.entry("continuity.events.dlq", 2L));
        }
    }

    private static void write(KafkaBroker broker, String topic, Instant time, int count) throws Exception {
        var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        var bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
            for (var i = 0; i < count; i++) {
                var value = "{}".getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, 0, time.toEpochMilli(), null, value))
                        .get();
            }
        }
    }
}
