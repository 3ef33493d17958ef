package continuity.commandlog.event;

import static continuity.commandlog.Api.events;
import static continuity.commandlog.Api.freshInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.contracts.CheckpointCreated;
import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged;
import continuity.contracts.InstanceChanged.Change;
import continuity.contracts.InstanceStatus;
import continuity.contracts.InstanceType;
import continuity.contracts.Topics;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.KafkaProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of instances and checkpoints, as Kafka tells it, becomes events. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class EventMessagesTest {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final KafkaProbe kafka = new KafkaProbe(Backbone.bootstrapServers());

    @Inject
    ObjectMapper json;

    @Test
    @Tag("R34")
    void everyChangeOfAnInstanceIsToldOnceHoweverOftenItArrives() {
        var instance = freshInstance();

        for (int round = 0; round < 2; round++) {
            tell(instance, 1, Change.REGISTERED, Map.of());
            tell(instance, 2, Change.UPDATED, Map.of());
            tell(instance, 3, Change.STALE, Map.of("age_seconds", 125, "last_heartbeat", now.toString()));
            tell(instance, 4, Change.REVIVED, Map.of());
            tell(instance, 5, Change.RESUMED, Map.of("checkpoint_id", "c-1", "context_percent", 42));
            tell(instance, 6, Change.SUPERSEDED, Map.of());
            tell(instance, 7, Change.CLOSED, Map.of());
            tell(instance, 8, Change.REOPENED, Map.of());
        }
        tell(instance, 9, Change.CLOSED, Map.of());

        await().untilAsserted(() -> assertThat(events(instance)).hasSize(10));
        assertThat(events(instance))
                .extracting(event -> event.get("event_type"))
                .containsExactly(
                        "instance_registered",
                        "instance_heartbeat",
                        "instance_stale",
                        "instance_heartbeat",
                        "instance_resumed",
                        "checkpoint_loaded",
                        "instance_superseded",
                        "instance_closed",
                        "instance_reopened",
                        "instance_closed");
        assertThat(events(instance).getFirst())
                .containsEntry(
                        "event_data", Map.of("instance_type", "PS", "project", "odin", "created_at", now.toString()));
        assertThat(events(instance).get(2))
                .containsEntry("event_data", Map.of("age_seconds", 125, "last_heartbeat", now.toString()));
        assertThat(events(instance).get(5))
                .containsEntry("event_data", Map.of("checkpoint_id", "c-1", "context_percent", 42, "reason", "resume"));
    }

    @Test
    void theFactsOfAChangeComeBeforeTheRowOfALaterTime() {
        var instance = freshInstance();

        tell(
                instance,
                1,
                Change.UPDATED,
                Map.of("generation", 1, "context_percent", 7, "context_source", "hook", "current_epic", "002"));
        tell(instance, 2, Change.CLOSED, Map.of("generation", 1, "reason", "idle"));
        tell(instance, 3, Change.REOPENED, Map.of("generation", 7));
        tell(instance, 4, Change.RESUMED, Map.of("resumed_from", "odin-PS-000002", "checkpoint_id", "c-1"));
        tell(instance, 5, Change.SUPERSEDED, Map.of("superseded_by", "odin-PS-000003"));
        tell(instance, 6, Change.UPDATED, Map.of());

        await().untilAsserted(() -> assertThat(events(instance)).hasSize(8));
        assertThat(events(instance))
                .extracting(event -> event.get("generation"))
                .containsExactly(1, 1, 1, 7, 2, 2, 2, 2);
        assertThat(events(instance))
                .extracting(event -> event.get("event_data"))
                .contains(
                        Map.of("context_percent", 7, "context_source", "hook", "current_epic", "002"),
                        Map.of("reason", "idle"),
                        Map.of("generation", 7),
                        Map.of("resumed_from", "odin-PS-000002", "checkpoint_id", "c-1"),
                        Map.of("superseded_by", "odin-PS-000003"),
                        Map.of("context_percent", 10, "context_source", "statusline", "current_epic", "003"));
    }

    /** PostgreSQL gives each of them back with 309 digits. */
    @Test
    void anEventOfManyGreatNumbersReachesTheFeed() {
        var instance = freshInstance();
        var numbers = String.join(",", Collections.nCopies(15_000, "1e308"));

        Api.post("/api/v1/events", """
                        {"instance_id": "%s", "event_type": "user_message",
                         "event_data": {"text": "look", "numbers": [%s]}}
                        """.formatted(instance, numbers)).statusCode(201);

        await().untilAsserted(() -> assertThat(kafka.read(Topics.EVENTS))
                .filteredOn(record -> instance.equals(record.key()))
                .hasSize(2));
    }

    @Test
    void aRegistrationThatComesLateAddsNothing() {
        var instance = freshInstance();
        Api.post("/api/v1/events", Api.said(instance, "first")).statusCode(201);

        tell(instance, 1, Change.REGISTERED, Map.of());
        tell(instance, 2, Change.CLOSED, Map.of());

        await().untilAsserted(() -> assertThat(events(instance)).hasSize(3));
        assertThat(events(instance))
                .extracting(event -> event.get("event_type"))
                .containsExactly("instance_registered", "user_message", "instance_closed");
    }

    @Test
    @Tag("R34")
    void aCheckpointIsAnEventOfItsInstance() {
        var instance = freshInstance();
        var id = Uuid7.at(now);
        var message = new CheckpointCreated(
                id, instance, "odin", "context_window", "heartbeat", 1, 0, 81, Map.of("files", 3), 1234, now);

        send(Topics.CHECKPOINTS, instance, message);
        send(Topics.CHECKPOINTS, instance, message);
        tell(instance, 1, Change.CLOSED, Map.of());

        await().untilAsserted(() -> assertThat(events(instance))
                .extracting(event -> event.get("event_type"))
                .contains("checkpoint_created", "instance_closed"));
        assertThat(events(instance))
                .filteredOn(event -> "checkpoint_created".equals(event.get("event_type")))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("generation", RegistryStandIn.GENERATION)
                        .containsEntry(
                                "event_data",
                                Map.of(
                                        "checkpoint_id",
                                        id.toString(),
                                        "context_percent",
                                        81,
                                        "reason",
                                        "heartbeat",
                                        "size_bytes",
                                        1234)));
    }

    @Test
    void historyFromBeforeTheOldestPartitionIsPassedOver() {
        var instance = freshInstance();
        var longAgo = new InstanceChanged(
                instance(instance), 1, Change.STALE, Instant.parse("2024-01-01T00:00:00Z"), Map.of());

        send(Topics.INSTANCES, instance, longAgo);
        tell(instance, 2, Change.CLOSED, Map.of());

        await().untilAsserted(() -> assertThat(events(instance)).hasSize(2));
        assertThat(kafka.read(Topics.deadLetters(Topics.INSTANCES))).noneMatch(record -> instance.equals(record.key()));
    }

    @Test
    void aPoisonedRecordDoesNotStopTheOthers() {
        var instance = freshInstance();

        kafka.send(Topics.INSTANCES, instance, "poison".getBytes(StandardCharsets.UTF_8), Map.of());
        kafka.send(Topics.INSTANCES, instance, "{}".getBytes(StandardCharsets.UTF_8), Map.of());
        tell(instance, 1, Change.CLOSED, Map.of());

        await().untilAsserted(() -> assertThat(events(instance)).hasSize(2));
        assertThat(kafka.read(Topics.deadLetters(Topics.INSTANCES)))
                .filteredOn(record -> instance.equals(record.key()))
                .hasSize(2);
    }

    private void tell(String instance, long revision, Change change, Map<String, Object> detail) {
        send(
                Topics.INSTANCES,
                instance,
                new InstanceChanged(instance(instance), revision, change, now.plusMillis(revision), detail));
    }

    private void send(String topic, String key, Object message) {
        try {
            kafka.send(topic, key, json.writeValueAsBytes(message), Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instance instance(String id) {
        return new Instance(
                id,
                "odin",
                InstanceType.PS,
                RegistryStandIn.MACHINE,
                InstanceStatus.ACTIVE,
                10,
                "statusline",
                "003",
                null,
                null,
                null,
                null,
                "odin-PS-000001",
                null,
                now,
                now,
                2,
                null,
                "done",
                null,
                null);
    }
}
