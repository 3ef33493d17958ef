package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import continuity.kit.sql.Database;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States that are missing or cannot be read. Each test has a project of its own. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
@QuarkusTestResource(RecordsStandIn.class)
class RebuildTest {

    private static final List<Object> WORK = List.of(
            Records.event(1, "instance_registered", Map.of()),
            Records.event(2, "user_message", Map.of("text", "round the cents")),
            Records.edit(3, "/home/dev/shop/cart.js"),
            Records.bash(4, "npm test", false),
            Records.event(5, "test_failed", Map.of("test_type", "node", "failed_count", 1, "passed_count", 4)));

    @Inject
    Fleet fleet;

    @Inject
    ContextStore store;

    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    private final String project =
            "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    private String interrupted() {
        var id = Fleet.newId(project);
        fleet.records(id, WORK);
        fleet.instance(id, 1, Map.of());
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var context = store.load(List.of(id)).getFirst();
            assertThat(context.instance()).isNotNull();
            assertThat(context.evidence().session().events().last()).isEqualTo(5);
            assertThat(context.evidence().toolCalls().last().items()).hasSize(2);
        });
        return id;
    }

    /** As another replica would: what is remembered here is then no longer valid. */
    private void spoil(String id, String state) {
        database.update(
                "UPDATE resume.instance_context SET state = ?::jsonb, version = version + 1 WHERE instance_id = ?",
                state,
                id);
    }

    /** As the command log would answer. */
    private void recorded(String id, List<?> records) throws JsonProcessingException {
        var events = json.createArrayNode();
        var commands = json.createArrayNode();
        for (var record : records) {
            ObjectNode tree = json.valueToTree(record);
            tree.put("instance_id", id).put("project", project);
            if (record instanceof CommandLogged) {
                commands.add(tree.set("created_at", tree.remove("recorded_at")));
            }
            if (record instanceof EventAppended) {
                events.add(tree);
            }
        }
        RecordsStandIn.tell("/api/v1/events?instance_id=" + id, json.writeValueAsString(Map.of("events", events)));
        RecordsStandIn.tell(
                "/api/v1/commands?instance_id=" + id, json.writeValueAsString(Map.of("commands", commands)));
    }

    private ValidatableResponse resume(String id) {
        var body = Map.of(
                "hint",
                id,
                "client",
                "claude-code",
                "client_session_id",
                UUID.randomUUID().toString());
        return given().auth()
                .oauth2(TestTokens.agent(project, "desktop"))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/resume")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse context(String id) {
        return given().auth()
                .oauth2(TestTokens.viewer(project))
                .get("/api/v1/instances/{id}/context", id)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "7", "{\"session\": 7}", "{\"session\": {}}", "[]"})
    @Tag("R55")
    @Tag("R60")
    void anUnreadableStateIsRebuiltFromTheRecordsAndSaysSo(String state) throws JsonProcessingException {
        var id = interrupted();
        recorded(id, WORK);
        spoil(id, state);

        resume(id)
                .body("summary.goal", equalTo("round the cents"))
                .body("summary.files.path", equalTo(List.of("cart.js")))
                .body("summary.tests.failed", equalTo(1))
                .body(
                        "confidence.deductions.reason",
                        hasItem("the stored state was unreadable and was rebuilt from 5 records"));
        context(id).body("goal.latest_prompt.text", equalTo("round the cents"));
        assertThat(store.load(List.of(id)).getFirst().condition().broken()).isFalse();
    }

    @Test
    @Tag("R55")
    void aMissingRowIsRebuiltFromTheRecords() throws JsonProcessingException {
        var id = Fleet.newId(project);
        fleet.knownToRegistry(id, Map.of());
        recorded(id, WORK);

        resume(id)
                .body("summary.tests.failed", equalTo(1))
                .body(
                        "confidence.deductions.reason",
                        hasItem("the stored state was missing and was rebuilt from 5 records"));
        assertThat(store.load(List.of(id))).hasSize(1);
    }

    @Test
    @Tag("R55")
    void aRowThatWasLostAndBegunAnewIsRebuiltFromItsBeginning() throws JsonProcessingException {
        var id = Fleet.newId(project);
        fleet.records(id, WORK.subList(4, 5));
        fleet.instance(id, 1, Map.of());
        recorded(id, WORK);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.load(List.of(id)).stream()
                        .anyMatch(context -> context.instance() != null
                                && context.evidence().session().events().last() == 5));

        resume(id)
                .body("summary.goal", equalTo("round the cents"))
                .body(
                        "confidence.deductions.reason",
                        hasItem("the stored state lacked its beginning and was rebuilt from 5 records"));
    }

    @Test
    @Tag("R60")
    void aCorruptCheckpointIsSkippedForTheOneBeforeIt() throws JsonProcessingException {
        var id = Fleet.newId(project);
        var sound = UUID.randomUUID().toString();
        var corrupt = UUID.randomUUID().toString();
        fleet.knownToRegistry(id, Map.of());
        frozen(id, corrupt, sound);
        RecordsStandIn.tell("/api/v1/checkpoints/" + corrupt, "{\"work_state\": {\"goal\": 7, ");
        RecordsStandIn.tell("/api/v1/checkpoints/" + sound, checkpoint(sound, id, stateOfWork(id)));
        recorded(id, List.of(Records.event(6, "user_message", Map.of("text", "and the euros"))));

        resume(id)
                .body("summary.goal", equalTo("and the euros"))
                .body("summary.first_prompt", equalTo("round the cents"))
                .body("summary.files.path", equalTo(List.of("cart.js")))
                .body("summary.tests.failed", equalTo(1))
                .body("confidence.deductions.find { it.reason == 'corrupt checkpoint skipped' }.points", equalTo(10))
                .body(
                        "confidence.deductions.reason",
                        hasItem(startsWith("the stored state was missing and was rebuilt from checkpoint " + sound)));
    }

    /** As the checkpoint-service would list them, newest first. */
    private static void frozen(String id, String... checkpointIds) {
        var headers = Stream.of(checkpointIds)
                .map("{\"checkpoint_id\":\"%s\"}"::formatted)
                .collect(Collectors.joining(","));
        RecordsStandIn.tell("/api/v1/checkpoints?instance_id=" + id, "{\"checkpoints\":[%s]}".formatted(headers));
    }

    private String checkpoint(String checkpointId, String id, Object state) throws JsonProcessingException {
        return json.writeValueAsString(Map.of(
                "checkpoint_id",
                checkpointId,
                "instance_id",
                id,
                "project",
                project,
                "sequence_num",
                1,
                "covered_event_sequence",
                5,
                "created_at",
                Records.at(6),
                "work_state",
                state));
    }

    private static WorkState stateOfWork(String id) {
        return Evidence.joined(WORK.stream().map(RebuildTest::evidence).toList())
                .workState(id, Records.at(6));
    }

    @Test
    @Tag("R55")
    @Tag("R60")
    void aCheckpointThatIsNotHandedOutIsNotTakenForCorrupt() throws JsonProcessingException {
        var id = Fleet.newId(project);
        var older = UUID.randomUUID().toString();
        var newer = UUID.randomUUID().toString();
        fleet.knownToRegistry(id, Map.of());
        frozen(id, newer, older);
        RecordsStandIn.tell("/api/v1/checkpoints/" + newer, 503, 0, "{}");
        RecordsStandIn.tell("/api/v1/checkpoints/" + older, checkpoint(older, id, stateOfWork(id)));

        resume(id)
                .body("summary.goal", equalTo("round the cents"))
                .body("confidence.deductions.reason", not(hasItem(containsString("corrupt"))))
                .body("confidence.deductions.reason", hasItem(startsWith("not checked: what the command log")));
        assertThat(store.load(List.of(id))).as("the next one tries again").isEmpty();
    }

    @Test
    @Tag("R60")
    void aCheckpointThatSomebodyWroteByHandIsNoError() throws JsonProcessingException {
        var id = Fleet.newId(project);
        var byHand = UUID.randomUUID().toString();
        fleet.knownToRegistry(id, Map.of());
        frozen(id, byHand);
        RecordsStandIn.tell(
                "/api/v1/checkpoints/" + byHand,
                checkpoint(
                        byHand,
                        id,
                        Map.of(
                                "tests",
                                Map.of("command", "npm test", "passed", 1, "failed", 0, "at", Records.at(5)),
                                "todos",
                                List.of(Map.of("text", "write docs")))));

        resume(id).body("summary.tests.passed", equalTo(1)).body("summary.todos.text", hasItem("write docs"));
        context(id).body("tests.type", equalTo("tests"));
    }

    @Test
    @Tag("R60")
    void aCheckpointClaimsNoEventThatTheCommandLogHasNot() throws JsonProcessingException {
        var id = Fleet.newId(project);
        var boasting = UUID.randomUUID().toString();
        fleet.knownToRegistry(id, Map.of());
        frozen(id, boasting);
        ObjectNode state = json.valueToTree(stateOfWork(id));
        ObjectNode checkpoint =
                (ObjectNode) json.readTree(checkpoint(boasting, id, state.put("last_event_sequence", 999_999)));
        RecordsStandIn.tell(
                "/api/v1/checkpoints/" + boasting,
                json.writeValueAsString(checkpoint.put("covered_event_sequence", 999_999)));
        RecordsStandIn.tell("/api/v1/instances/%s/events/latest".formatted(id), "{\"events\":[{\"sequence_num\":5}]}");

        resume(id).body("lag.newest_read_event", equalTo(5));
    }

    @Test
    @Tag("R60")
    void theSixthCheckpointIsTakenWhenFiveAreCorrupt() throws JsonProcessingException {
        var id = Fleet.newId(project);
        var sixth = UUID.randomUUID().toString();
        var corrupt =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(5).toList();
        fleet.knownToRegistry(id, Map.of());
        var first = corrupt.stream()
                .map("{\"checkpoint_id\":\"%s\"}"::formatted)
                .collect(Collectors.joining(",", "{\"checkpoints\":[", "],\"next_cursor\":\"next\"}"));
        RecordsStandIn.tell("/api/v1/checkpoints?instance_id=" + id, first);
        RecordsStandIn.tell(
                "/api/v1/checkpoints?instance_id=%s&cursor=next".formatted(id),
                "{\"checkpoints\":[{\"checkpoint_id\":\"%s\"}]}".formatted(sixth));
        corrupt.forEach(checkpoint -> RecordsStandIn.tell("/api/v1/checkpoints/" + checkpoint, "{"));
        RecordsStandIn.tell("/api/v1/checkpoints/" + sixth, checkpoint(sixth, id, stateOfWork(id)));

        resume(id)
                .body("summary.goal", equalTo("round the cents"))
                .body("confidence.deductions.reason", hasItem("5 corrupt checkpoints skipped"));
    }

    @Test
    @Tag("R55")
    void whatIsTooMuchToReadWhileSomebodyWaitsIsSaidAndNotKept() throws JsonProcessingException {
        var id = Fleet.newId(project);
        fleet.knownToRegistry(id, Map.of());
        recorded(id, WORK);
        var more = "{\"events\":[],\"next_cursor\":\"more\"}";
        RecordsStandIn.tell("/api/v1/events?instance_id=" + id, more);
        RecordsStandIn.tell("/api/v1/events?instance_id=%s&cursor=more".formatted(id), more);

        resume(id)
                .body("summary.files.path", equalTo(List.of("cart.js")))
                .body("confidence.deductions.reason", hasItem(startsWith("not checked: what the command log")));
        assertThat(store.load(List.of(id))).as("the next one tries again").isEmpty();
    }

    @Test
    @Tag("R55")
    void recordsThatCannotBeReadAreCounted() throws JsonProcessingException {
        var id = Fleet.newId(project);
        fleet.knownToRegistry(id, Map.of());
        recorded(id, WORK);
        RecordsStandIn.tell("/api/v1/events?instance_id=" + id, "{\"events\":[{\"sequence_num\":\"?\"},7]}");

        resume(id)
                .body("summary.files.path", equalTo(List.of("cart.js")))
                .body("confidence.deductions.reason", hasItem("2 records could not be read"));
        given().auth()
                .oauth2(TestTokens.operator(project))
                .post("/api/v1/instances/{id}/context/rebuild", id)
                .then()
                .body("records", equalTo(2))
                .body("records_left_out", equalTo(2));
    }

    @Test
    @Tag("R55")
    void anAncestorWhoseRowIsMissingIsRebuiltToo() throws JsonProcessingException {
        var first = Fleet.newId(project);
        var second = Fleet.newId(project);
        fleet.knownToRegistry(first, Map.of("superseded_by", second));
        recorded(first, WORK);
        fleet.instance(second, 1, Map.of("resumed_from", first));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !store.load(List.of(second)).isEmpty());

        resume(second)
                .body("summary.goal", equalTo("round the cents"))
                .body(
                        "confidence.deductions.reason",
                        hasItem("the stored state of %s was missing and was rebuilt from 5 records".formatted(first)));
        assertThat(store.load(List.of(first))).hasSize(1);
    }

    @Test
    @Tag("R55")
    void aRowThatWasLostAndBegunAnewByTheRegistryAloneIsRebuilt() throws JsonProcessingException {
        var id = Fleet.newId(project);
        recorded(id, WORK);
        RecordsStandIn.tell("/api/v1/instances/%s/events/latest".formatted(id), "{\"events\":[{\"sequence_num\":5}]}");
        fleet.instance(id, 1, Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !store.load(List.of(id)).isEmpty());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(handoff(id)).contains("round the cents", "the stored state lacked its beginning"));
    }

    private String handoff(String id) {
        return given().auth()
                .oauth2(TestTokens.viewer(project))
                .get("/api/v1/instances/{id}/handoff", id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    @Tag("R55")
    void aMissingRowStillInheritsFromThoseThatAreThere() throws JsonProcessingException {
        var first = interrupted();
        var second = Fleet.newId(project);
        fleet.knownToRegistry(second, Map.of("resumed_from", first));
        recorded(second, List.of(Records.event(6, "user_message", Map.of("text", "and the euros"))));

        var found = resume(second)
                .body("summary.goal", equalTo("and the euros"))
                .body("summary.first_prompt", equalTo("round the cents"))
                .extract();
        context(second).body("goal.first_prompt.source", equalTo(first + " event 2"));
        assertThat(found.<List<String>>path("summary.files.path")).containsExactly("cart.js");
    }

    @Test
    @Tag("R55")
    void anAncestorThatNobodyKnowsIsSaidToBeMissing() {
        var nobody = Fleet.newId(project);
        var second = Fleet.newId(project);
        fleet.instance(second, 1, Map.of("resumed_from", nobody));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !store.load(List.of(second)).isEmpty());

        resume(second)
                .body(
                        "confidence.deductions.reason",
                        hasItem("the work of %s, which this continues, cannot be had".formatted(nobody)));
    }

    private static Evidence evidence(Object record) {
        return record instanceof CommandLogged command ? Evidence.of(command) : Evidence.of((EventAppended) record);
    }

    @Test
    @Tag("R60")
    void whenNobodyAnswersTheRegistrysRowIsLeftAndNothingIsAnError() {
        var id = interrupted();
        for (var path : List.of("events", "commands", "checkpoints")) {
            RecordsStandIn.tell("/api/v1/%s?instance_id=%s".formatted(path, id), 503, 0, "{}");
        }
        spoil(id, "{}");

        resume(id)
                .body("confidence.level", equalTo("very-low"))
                .body(
                        "confidence.deductions.reason",
                        hasItem("the stored state was unreadable and nothing is left to rebuild it from"))
                .body("confidence.deductions.reason", hasItem(startsWith("not checked: what the command log")));
        assertThat(store.load(List.of(id)).getFirst().condition().broken())
                .as("the next one tries again")
                .isTrue();
    }

    @Test
    @Tag("R55")
    void anUnreadableStateStopsNoProjectionAndIsFoundAsBefore() throws JsonProcessingException {
        var id = interrupted();
        recorded(id, WORK);
        spoil(id, "{}");

        fleet.records(id, List.of(Records.event(6, "user_message", Map.of("text", "and the euros"))));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.load(List.of(id))
                                .getFirst()
                                .evidence()
                                .session()
                                .events()
                                .last()
                        == 6);

        assertThat(store.load(List.of(id)).getFirst().condition().broken()).isTrue();
        given().auth()
                .oauth2(TestTokens.viewer(project))
                .get("/api/v1/resume/candidates?hint=" + project)
                .then()
                .body("matches.instance_id", equalTo(List.of(id)));
        resume(project)
                .body("summary.goal", equalTo("and the euros"))
                .body("summary.first_prompt", equalTo("round the cents"))
                .body("confidence.deductions.reason", hasItem(startsWith("the stored state was unreadable")));
    }

    @Test
    @Tag("R55")
    void anOperatorHasAContextRebuiltThatIsSound() throws JsonProcessingException {
        var id = interrupted();
        recorded(id, List.of(Records.event(6, "user_message", Map.of("text", "lost on its way"))));

        given().auth()
                .oauth2(TestTokens.viewer(project))
                .post("/api/v1/instances/{id}/context/rebuild", id)
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(TestTokens.operator(project))
                .post("/api/v1/instances/{id}/context/rebuild", id)
                .then()
                .statusCode(200)
                .body("instance_id", equalTo(id))
                .body("complete", equalTo(true))
                .body("was_missing", equalTo(false))
                .body("records", equalTo(1))
                .body("last_event_sequence", equalTo(6));
        given().auth()
                .oauth2(TestTokens.operator("odin"))
                .post("/api/v1/instances/{id}/context/rebuild", id)
                .then()
                .statusCode(404);
        resume(id)
                .body("summary.goal", equalTo("lost on its way"))
                .body("confidence.deductions.reason", not(hasItem(startsWith("the stored state"))));
    }
}
