package continuity.commandlog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.commandlog.RegistryStandIn;
import continuity.contracts.Topics;
import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What leaves the topic of commands, on a real broker. */
@QuarkusTest
@TestProfile(ArchiveOn.class)
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
@Tag("R94")
class TopicTrimTest {

    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", Backbone.bootstrapServers());
    private static final AtomicInteger USED = new AtomicInteger();
    private static final Duration OLD = Duration.ofDays(10);
    private static final Duration NEW = Duration.ofDays(1);

    @Inject
    TopicTrim topic;

    private final Admin admin = Admin.create(KAFKA);
    private final String quick = "quick-" + UUID.randomUUID();
    private final String slow = "slow-" + UUID.randomUUID();

    /** A record is old if all before it are: each test has an empty partition of its own. */
    private final TopicPartition partition = new TopicPartition(Topics.COMMANDS, 11 - USED.getAndIncrement());

    private long begin;

    @BeforeEach
    void fill() throws Exception {
        begin = offset(OffsetSpec.latest());
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(begin)))
                .all()
                .get();
        send(OLD);
        send(OLD);
        send(OLD);
        send(NEW);
        send(NEW);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void whatIsOldAndReadByEveryGroupLeaves() throws Exception {
        hasRead(quick, 5);
        hasRead(slow, 2);

        trim();

        assertThat(offset(OffsetSpec.earliest())).isEqualTo(begin + 2);
        hasRead(slow, 5);
        assertThat(trim()).isEqualTo(1);
        assertThat(offset(OffsetSpec.earliest())).isEqualTo(begin + 3);
        assertThat(trim()).isZero();
    }

    @Test
    void nothingLeavesThatAGroupHasNotReadYet() throws Exception {
        var earliest = offset(OffsetSpec.earliest());
        hasRead(quick, 5);

        assertThat(trim()).isZero();

        assertThat(offset(OffsetSpec.earliest())).isEqualTo(earliest);
    }

    @Test
    void whereEverythingIsOldEverythingThatWasReadLeaves() throws Exception {
        hasRead(quick, 5);
        hasRead(slow, 5);

        topic.trim(Instant.now(), Set.of(quick, slow));

        assertThat(offset(OffsetSpec.earliest())).isEqualTo(begin + 5);
    }

    private long trim() {
        return topic.trim(Instant.now().minus(Duration.ofDays(7)), Set.of(quick, slow));
    }

    private void hasRead(String group, long records) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(begin + records)))
                .all()
                .get();
    }

    private long offset(OffsetSpec spec) throws Exception {
        return admin.listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private void send(Duration age) throws ExecutionException, InterruptedException {
        var time = Instant.now().minus(age).toEpochMilli();
        var value = "{}".getBytes(StandardCharsets.UTF_8);
        try (var producer = new KafkaProducer<>(KAFKA, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), time, "trimmed", value))
                    .get();
        }
    }
}
