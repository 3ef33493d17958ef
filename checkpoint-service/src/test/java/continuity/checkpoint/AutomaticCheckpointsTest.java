package continuity.checkpoint;

import static continuity.checkpoint.Fixtures.JSON;
import static continuity.checkpoint.Fixtures.WORK_STATE;
import static continuity.checkpoint.Fixtures.freshInstance;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.contracts.CheckpointCreated;
import continuity.contracts.EventAppended;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.Topics;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.KafkaProbe;
import continuity.testkit.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@ServiceTest
class AutomaticCheckpointsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaProbe kafka = new KafkaProbe(Backbone.bootstrapServers());

    private final CheckpointService service =
            CDI.current().select(CheckpointService.class).get();

    @Test
    @Tag("R43")
    void oneCheckpointPerCrossing() throws Exception {
        var id = freshInstance("odin");
        Neighbours.tell(id, WORK_STATE);

        beat(id, 80, 85, 90);
        await().atMost(PATIENCE).until(() -> list(id).size() == 1);
        beat(id, 65, 82);
        await().atMost(PATIENCE).until(() -> list(id).size() == 2);
        beat(id, 83, 75, 84);
        var last = freshInstance("odin"); // when this one is done, the beats before it were considered
        Neighbours.tell(last, WORK_STATE);
        beat(last, 80);
        await().atMost(PATIENCE).until(() -> list(last).size() == 1);

        assertThat(list(id))
                .extracting(c -> c.path("context_window_percent").intValue())
                .containsExactly(82, 80);
        assertThat(list(id)).extracting(c -> c.path("reason").textValue()).containsOnly("heartbeat");
        assertThat(list(id))
                .extracting(c -> c.path("checkpoint_type").textValue())
                .containsOnly("context_window");
    }

    @Test
    @Tag("R43")
    void aCompletedEpicIsOneCheckpointHoweverOftenItIsTold() throws Exception {
        var id = freshInstance("odin");
        Neighbours.tell(id, WORK_STATE);

        var event = epicCompleted(id, 41);
        send(Topics.EVENTS, id, event);
        send(Topics.EVENTS, id, event);
        var second = epicCompleted(id, 41);
        send(Topics.EVENTS, id, second);

        await().atMost(PATIENCE).until(() -> list(id).size() == 2);
        assertThat(list(id))
                .extracting(c -> c.path("checkpoint_type").textValue())
                .containsOnly("epic_completion");
        assertThat(list(id)).extracting(c -> c.path("sequence_num").intValue()).containsExactly(2, 1);
    }

    @Test
    @Tag("R43")
    void theCheckpointOfAnEpicWaitsForAStateThatContainsItsCompletion() throws Exception {
        var id = freshInstance("odin");
        Neighbours.tell(id, WORK_STATE);
        send(Topics.EVENTS, id, epicCompleted(id, 57));
        var other = freshInstance("odin");
        Neighbours.tell(other, WORK_STATE);
        send(Topics.EVENTS, other, epicCompleted(other, 41));
        await().atMost(PATIENCE).until(() -> list(other).size() == 1);
        assertThat(list(id)).isEmpty();

        Neighbours.tell(id, WORK_STATE.replace("\"last_event_sequence\": 41", "\"last_event_sequence\": 58"));

        await().atMost(PATIENCE).until(() -> list(id).size() == 1);
        assertThat(list(id).getFirst().path("covered_event_sequence").intValue())
                .isEqualTo(58);
    }

    @Test
    @Tag("R92")
    void aTriggerWaitsWhileNobodyKnowsTheState() throws Exception {
        var id = freshInstance("odin");
        beat(id, 91);
        await().atMost(PATIENCE).until(() -> attemptsInVain(id) >= 2);
        passADay(id);
        var sofar = attemptsInVain(id);
        await().atMost(PATIENCE).until(() -> attemptsInVain(id) > sofar);
        assertThat(list(id)).isEmpty();

        Neighbours.tell(id, WORK_STATE);

        await().atMost(PATIENCE).until(() -> list(id).size() == 1);
        assertThat(list(id).getFirst().path("context_window_percent").intValue())
                .isEqualTo(91);
        assertThat(subject(Neighbours.askedWith(id))).isEqualTo("checkpoint");
    }

    @Test
    @Tag("R92")
    void aTriggerOfAnInstanceThatStaysUnknownIsGivenUpAfterADay() throws Exception {
        var id = "odin-PS-000404";
        beat(id, 91);
        await().atMost(PATIENCE).until(() -> attemptsInVain(id) >= 1);
        assertThat(pending(id)).isEqualTo("t");

        passADay(id);

        await().atMost(PATIENCE).until(() -> pending(id).equals("f"));
        assertThat(sql("SELECT given_up FROM checkpoint.triggers WHERE instance_id = '" + id + "'"))
                .isEqualTo("the resume-service does not know the instance");
        assertThat(list(id)).isEmpty();
    }

    @Test
    @Tag("R92")
    void severalWorkersOnOneTriggerMakeOneCheckpoint() throws Exception {
        var id = freshInstance("odin");
        beat(id, 88);
        await().atMost(PATIENCE).until(() -> attemptsInVain(id) >= 1);
        Neighbours.tell(id, WORK_STATE);
        var at =
                Instant.parse(sql("SELECT to_char(requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " FROM checkpoint.triggers WHERE instance_id = '" + id + "'"));
        var triggerId =
                UUID.fromString(sql("SELECT trigger_id FROM checkpoint.triggers WHERE instance_id = '" + id + "'"));
        var trigger = new Trigger(triggerId, id, "odin", CheckpointType.CONTEXT_WINDOW, "heartbeat", 88, 0, at);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> work = () -> service.freeze(trigger, true);
            var outcomes =
                    threads.invokeAll(Stream.generate(() -> work).limit(5).toList());
            assertThat(outcomes).allMatch(outcome -> outcome.resultNow());
        }

        assertThat(list(id)).hasSize(1);
        assertThat(list(id).getFirst().path("sequence_num").intValue()).isEqualTo(1);
    }

    @Test
    void everyCheckpointIsToldToOthersWithItsState() throws Exception {
        var id = freshInstance("odin");
        Neighbours.tell(id, WORK_STATE);
        beat(id, 80);

        await().atMost(PATIENCE).until(() -> told(id).size() == 1);
        var message = told(id).getFirst();

        assertThat(message.checkpointId())
                .hasToString(list(id).getFirst().path("checkpoint_id").textValue());
        assertThat(message.checkpointType()).isEqualTo("context_window");
        assertThat(message.sequenceNum()).isEqualTo(1);
        assertThat(message.coveredEventSequence()).isEqualTo(41);
        assertThat(message.project()).isEqualTo("odin");
        assertThat(JSON.<JsonNode>valueToTree(message.workState())).isEqualTo(JSON.readTree(WORK_STATE));
    }

    private List<CheckpointCreated> told(String id) throws IOException {
        var messages = new ArrayList<CheckpointCreated>();
        for (var record : kafka.read(Topics.CHECKPOINTS)) {
            if (id.equals(record.key())) {
                assertThat(KafkaProbe.header(record, "ce_type")).contains("continuity.checkpoint_created");
                messages.add(JSON.readValue(record.value(), CheckpointCreated.class));
            }
        }
        return messages;
    }

    private void beat(String id, int... percents) throws IOException {
        for (int percent : percents) {
            send(
                    Topics.HEARTBEATS,
                    id,
                    new HeartbeatAccepted(id, "odin", 1, Instant.now(), percent, "statusline", null));
        }
    }

    private static EventAppended epicCompleted(String id, long sequence) {
        var now = Instant.now();
        var eventId = Uuid7.at(now);
        return new EventAppended(
                eventId,
                id,
                "odin",
                1,
                "epic_completed",
                sequence,
                Map.of("epic_id", "003"),
                Map.of(),
                null,
                eventId,
                0,
                null,
                now);
    }

    private void send(String topic, String id, Object message) throws IOException {
        kafka.send(topic, id, JSON.writeValueAsBytes(message), Map.of());
    }

    private static List<JsonNode> list(String id) throws IOException {
        var page = JSON.readTree(given().auth()
                .oauth2(TestTokens.viewer("odin"))
                .get("/api/v1/checkpoints?instance_id=" + id)
                .asString());
        return StreamSupport.stream(page.path("checkpoints").spliterator(), false)
                .toList();
    }

    private static String subject(String bearer) throws IOException {
        var claims = JSON.readTree(Base64.getUrlDecoder().decode(bearer.split("\\.", -1)[1]));
        return claims.path("sub").textValue();
    }

    private static int attemptsInVain(String id) throws Exception {
        return Integer.parseInt(
                sql("SELECT coalesce(max(attempts), 0) FROM checkpoint.triggers WHERE instance_id = '" + id + "'"));
    }

    private static void passADay(String id) throws Exception {
        Tables.query(
                "checkpoint_owner",
                "UPDATE checkpoint.triggers SET noted_at = noted_at - interval '24 hours' WHERE instance_id = '" + id
                        + "'");
    }

    private static String pending(String id) throws Exception {
        return sql("SELECT done_at IS NULL FROM checkpoint.triggers WHERE instance_id = '" + id + "'");
    }

    private static String sql(String query) throws Exception {
        return Objects.requireNonNull(Tables.query("checkpoint_owner", query));
    }
}
