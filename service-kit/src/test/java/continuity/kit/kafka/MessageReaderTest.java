package continuity.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.problem.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader against Kafka's own mock producer; with a real broker it is tested in each service that reads. */
class MessageReaderTest {

    private final MockProducer<String, byte[]> broker =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final MessageReader reader = new MessageReader(new MessagePublisher(broker, new ObjectMapper(), "test"));
    private final List<String> worked = new ArrayList<>();

    @Test
    void recordThatTheWorkRefusesIsDeadLetteredAloneAndAllOthersAreWorkedIn() {
        reader.read(batch("a", "b", "poison", "c", "d"), MessageReaderTest::text, messages -> {
            if (messages.contains("poison")) {
                throw new IllegalArgumentException("cannot be stored");
            }
            worked.addAll(messages);
        });

        assertThat(worked).containsExactly("a", "b", "c", "d");
        assertThat(broker.history()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("continuity.commands.dlq");
            assertThat(letter.value()).asString().isEqualTo("poison");
            assertThat(letter.headers().lastHeader("dead-letter-reason").value())
                    .asString()
                    .isEqualTo("IllegalArgumentException");
        });
    }

    private static Stream<Exception> reasons() {
        return Stream.of(new IOException("not JSON"), new NullPointerException("JSON with a hole"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void recordThatCannotBeReadIsDeadLetteredBeforeTheWork(Exception reason) {
        reader.read(
                batch("a", "unreadable"),
                record -> {
                    if (text(record).equals("unreadable")) {
                        switch (reason) {
                            case IOException e -> throw e;
                            default -> throw (RuntimeException) reason;
                        }
                    }
                    return text(record);
                },
                worked::addAll);

        assertThat(worked).containsExactly("a");
        assertThat(broker.history()).hasSize(1);
    }

    @Test
    void recordOfAnUnknownKindIsPassedOver() {
        reader.<String>read(batch("a"), record -> null, worked::addAll);

        assertThat(worked).isEmpty();
        assertThat(broker.history()).isEmpty();
    }

    @Test
    void sickDatabaseIsWaitedForAndNothingIsDeadLettered() {
        var failures = new ArrayList<>(List.of(
                new Unavailable("PostgreSQL", new IOException("gone")),
                new Unavailable("PostgreSQL", new IOException("still gone"))));

        reader.read(batch("a"), MessageReaderTest::text, messages -> {
            if (!failures.isEmpty()) {
                throw failures.removeFirst();
            }
            worked.addAll(messages);
        });

        assertThat(worked).containsExactly("a");
        assertThat(broker.history()).isEmpty();
    }

    private static ConsumerRecords<String, byte[]> batch(String... values) {
        var partition = new TopicPartition("continuity.commands", 0);
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (var value : values) {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            records.add(new ConsumerRecord<>(
                    partition.topic(),
                    0,
                    records.size(),
                    0L,
                    TimestampType.CREATE_TIME,
                    0,
                    bytes.length,
                    "odin-PS-8f4a2b",
                    bytes,
                    new RecordHeaders(),
                    Optional.empty()));
        }
        return new ConsumerRecords<>(Map.of(partition, records), Map.of());
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
