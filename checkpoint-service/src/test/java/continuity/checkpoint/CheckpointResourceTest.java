package continuity.checkpoint;

import static continuity.checkpoint.Fixtures.freshInstance;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import continuity.testkit.PlantedSecrets;
import continuity.testkit.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ServiceTest
class CheckpointResourceTest {

    private static final String CHECKPOINTS = "/api/v1/checkpoints";
    private static final String AGENT = TestTokens.agent("odin", "odin3");

    @Test
    @Tag("R42")
    @Tag("R46")
    void aGivenStateComesBackAsItWasSent() {
        var id = freshInstance("odin");
        var state = "{ \"note\" : \"é😀\",\n \"n\":1.50, \"last_event_sequence\": 12 }";

        var created = create(id, ", \"context_window_percent\": 0, \"work_state\": " + state);

        created.then().statusCode(201).body("sequence_num", equalTo(1)).body("checkpoint_type", equalTo("manual"));
        assertThat(created.path("size_bytes").toString()).isEqualTo("59");
        var shown = as(AGENT).get(CHECKPOINTS + "/" + created.path("checkpoint_id"));
        shown.then()
                .statusCode(200)
                .body("instance_id", equalTo(id))
                .body("context_window_percent", equalTo(0))
                .body("covered_event_sequence", equalTo(12))
                .body("reason", equalTo("request"))
                .body("metadata.requested_by", equalTo("agent@odin3"));
        assertThat(shown.asString()).contains("\"work_state\":" + state + ",");
        assertThat(shown.<String>path("recovery_instructions")).startsWith("# Recovery instructions");
    }

    @ParameterizedTest
    @Tag("R46")
    @ValueSource(
            strings = {
                "{}",
                "{ \t\r\n \"z\" :\t1 ,\n\n\"a\":  { } , \"m\":[ 1 ,2,\n3 ] }",
                "{\"n\":[1.10,1e2,1E+2,-0.0,0.1e-7,100000000000000000000000,1.0000000000000000000000001]}",
                "{\"\\u0065\":\"\\u00e9\\u20AC\\ud83d\\ude00\\/\\b\\f\\u001f\", \"é😀\":\"\\\"\"}",
                "{\"b\":null,\"a\":[null,true,false,[[]],{}],\"\":\"\"}"
            })
    void everySpellingComesBackByteByByte(String state) {
        var created = create(freshInstance("odin"), ", \"work_state\": " + state + " ");

        created.then().statusCode(201).body("size_bytes", equalTo(state.getBytes(StandardCharsets.UTF_8).length));
        var shown =
                as(AGENT).get(CHECKPOINTS + "/" + created.path("checkpoint_id")).asByteArray();
        assertThat(new String(shown, StandardCharsets.UTF_8)).contains("\"work_state\":" + state + ",");
    }

    @Test
    void withoutAStateTheCurrentOneIsFrozenForTheCaller() {
        var id = freshInstance("odin");
        Neighbours.tell(id, Fixtures.WORK_STATE);

        var created = create(id, ", \"manual_note\": \"keep the API\"");

        created.then().statusCode(201);
        as(AGENT)
                .get(CHECKPOINTS + "/" + created.path("checkpoint_id"))
                .then()
                .body("work_state.git.branch", equalTo("feature/login"))
                .body("work_state.important_context[0].text", equalTo("keep the API"))
                .body("metadata.manual_note", equalTo("keep the API"))
                .body("context_window_percent", equalTo(42))
                .body("covered_event_sequence", equalTo(41));
        assertThat(Neighbours.askedWith(id)).isEqualTo("Bearer " + AGENT);
    }

    @Test
    void whileNobodyKnowsTheStateTheAnswerIs503() {
        create(freshInstance("odin"), "")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("code", equalTo("unavailable"));
    }

    @Test
    @Tag("R45")
    void tenConcurrentCreationsAreNumberedOneToTen() throws Exception {
        var id = freshInstance("odin");
        Callable<Number> creation = () -> create(id, ", \"work_state\": {}")
                .then()
                .statusCode(201)
                .extract()
                .path("sequence_num");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var numbers = threads
                    .invokeAll(Stream.generate(() -> creation).limit(10).toList())
                    .stream()
                    .map(future -> future.resultNow().longValue());

            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 10).boxed().toList());
        }
    }

    @Test
    void theSameKeyIsTheSameCheckpoint() {
        var id = freshInstance("odin");
        var body = body(id, ", \"work_state\": {\"a\": 1}");

        var first = as(AGENT).header("Idempotency-Key", "k-" + id).body(body).post(CHECKPOINTS);
        var reordered = "{\"work_state\": {\"a\": 1},\"checkpoint_type\":\"manual\", \"instance_id\": \"" + id + "\"}";
        var again =
                as(AGENT).header("Idempotency-Key", "k-" + id).body(reordered).post(CHECKPOINTS);

        again.then().statusCode(201).body("checkpoint_id", equalTo(first.path("checkpoint_id")));
        as(AGENT)
                .header("Idempotency-Key", "k-" + id)
                .body(body(id, ", \"work_state\": {}"))
                .post(CHECKPOINTS)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
        list(id).then().body("checkpoints", hasSize(1));
    }

    @Test
    void theSameKeyAtTheSameTimeIsTheSameCheckpoint() throws Exception {
        var id = freshInstance("odin");
        Callable<String> creation = () -> as(AGENT)
                .header("Idempotency-Key", "k-" + id)
                .body(body(id, ", \"work_state\": {}"))
                .post(CHECKPOINTS)
                .then()
                .statusCode(201)
                .extract()
                .path("checkpoint_id");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = threads.invokeAll(Stream.generate(() -> creation).limit(8).toList()).stream()
                    .map(future -> future.resultNow());

            assertThat(ids.distinct()).hasSize(1);
        }
        list(id).then().body("checkpoints[0].sequence_num", equalTo(1));
    }

    @Test
    @Tag("R46")
    void theListIsNewestFirstAndComesInPages() {
        var id = freshInstance("odin");
        for (int i = 0; i < 3; i++) {
            create(id, ", \"work_state\": {}").then().statusCode(201);
        }

        var first = as(AGENT).get(CHECKPOINTS + "?limit=2&instance_id=" + id);
        first.then().body("checkpoints.sequence_num", equalTo(List.of(3, 2)));
        as(AGENT)
                .queryParam("cursor", first.<String>path("next_cursor"))
                .get(CHECKPOINTS + "?limit=2&instance_id=" + id)
                .then()
                .body("checkpoints.sequence_num", equalTo(List.of(1)))
                .body("next_cursor", nullValue());
        as(AGENT)
                .get(CHECKPOINTS + "?checkpoint_type=epic_completion&instance_id=" + id)
                .then()
                .body("checkpoints", empty());
    }

    @Test
    @Tag("R46")
    void aPageHasFiftyAndNeverMoreThanAThousand() throws SQLException {
        var id = freshInstance("loki");
        Tables.query(
                "checkpoint_owner",
                "INSERT INTO checkpoint.checkpoints SELECT gen_random_uuid(), '" + id + "', 'loki',"
                        + " (ARRAY['manual', 'context_window', 'epic_completion'])[1 + n % 3], 'request', n, 0, NULL, 1,"
                        + " '{}', '', '{}', 2, now(), now() - make_interval(secs => 2000 - n)"
                        + " FROM generate_series(1, 1100) n");

        for (var token : List.of(TestTokens.viewer("loki", "no-project"), TestTokens.admin())) {
            as(token)
                    .get(CHECKPOINTS + "?instance_id=" + id)
                    .then()
                    .body("checkpoints", hasSize(50))
                    .body("checkpoints[0].sequence_num", equalTo(1100));
        }
        var all = as(TestTokens.viewer("loki", "no-project")).get(CHECKPOINTS + "?limit=5000");
        all.then().body("checkpoints", hasSize(1000)).body("checkpoints[999].sequence_num", equalTo(101));
        as(TestTokens.viewer("loki", "no-project"))
                .queryParam("cursor", all.<String>path("next_cursor"))
                .get(CHECKPOINTS + "?checkpoint_type=manual&limit=1000")
                .then()
                .body("checkpoints", hasSize(33))
                .body("checkpoints[0].sequence_num", equalTo(99))
                .body("next_cursor", nullValue());
        as(TestTokens.admin())
                .get(CHECKPOINTS + "?checkpoint_type=epic_completion&limit=1000")
                .then()
                .body("checkpoints.checkpoint_type.unique()", equalTo(List.of("epic_completion")));
    }

    @Test
    void twoCheckpointsAreCompared() {
        var predecessor = freshInstance("odin");
        var successor = freshInstance("odin");
        var from = create(predecessor, ", \"work_state\": {\"git\": {\"branch\": \"main\"}, \"n\": 1.10}");
        var to = create(
                successor,
                ", \"work_state\": {\"files\": [{\"path\": \"a.js\"}], \"git\": {\"branch\": null}, \"n\": 1.1}");

        as(AGENT)
                .get(CHECKPOINTS + "/{a}/diff/{b}", from.path("checkpoint_id"), to.path("checkpoint_id"))
                .then()
                .statusCode(200)
                .body("from.checkpoint_id", equalTo(from.path("checkpoint_id")))
                .body("from.instance_id", equalTo(predecessor))
                .body("from.sequence_num", equalTo(1))
                .body("to.instance_id", equalTo(successor))
                .body("to.created_at", equalTo(to.path("created_at")))
                .body("changes.path", equalTo(List.of("files", "git.branch")))
                .body("changes.change", equalTo(List.of("added", "changed")))
                .body("changes[0].keySet()", equalTo(Set.of("path", "change", "after")))
                .body("changes[0].after[0].path", equalTo("a.js"))
                .body("changes[1].before", equalTo("main"))
                .body("changes[1].keySet()", equalTo(Set.of("path", "change", "before", "after")))
                .body("changes_omitted", equalTo(0));
    }

    @Test
    @Tag("R88")
    void bothCheckpointsOfAComparisonMustBeVisible() {
        var own = create(freshInstance("odin"), ", \"work_state\": {}").<String>path("checkpoint_id");
        var others = as(TestTokens.admin())
                .body(body(freshInstance("thor"), ", \"work_state\": {}"))
                .post(CHECKPOINTS)
                .<String>path("checkpoint_id");

        for (var pair : List.of(List.of(own, others), List.of(others, own))) {
            as(AGENT)
                    .get(CHECKPOINTS + "/{a}/diff/{b}", pair.get(0), pair.get(1))
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("checkpoint_not_found"));
        }
        as(TestTokens.admin())
                .get(CHECKPOINTS + "/{a}/diff/{b}", own, others)
                .then()
                .statusCode(200)
                .body("changes", empty());
    }

    @Test
    @Tag("R96")
    void whatIsNotUnderstoodIsRefusedByName() {
        as(AGENT)
                .body("{\"instance_id\": \"odin-PS-8f4a2b\", \"checkpoint_type\": \"weekly\"}")
                .post(CHECKPOINTS)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors[0].field", equalTo("checkpoint_type"));
        as(AGENT).body("{\"a\": 1,").post(CHECKPOINTS).then().statusCode(400).body("code", equalTo("malformed_json"));
        create("odin-PS-8f4a2b", ", \"work_state\": {\"a\": 1, \"a\": 2}")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed_json"));
        as(AGENT).get(CHECKPOINTS + "?limit=0").then().statusCode(400).body("errors[0].field", equalTo("limit"));
        as(AGENT).get(CHECKPOINTS + "?cursor=x").then().statusCode(400).body("errors[0].field", equalTo("cursor"));
    }

    @ParameterizedTest
    @Tag("R96")
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "+294277-01-01T00:00:00Z"})
    void aCursorBeyondAllTimeIsRefused(String time) {
        var position = time + " 01960000-0000-7000-8000-000000000000";
        as(AGENT)
                .queryParam("cursor", Base64.getUrlEncoder().encodeToString(position.getBytes(StandardCharsets.UTF_8)))
                .get(CHECKPOINTS)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors[0].field", equalTo("cursor"));
    }

    @Test
    @Tag("R96")
    void anIdThatNoDatabaseHoldsIsRefused() {
        as(AGENT)
                .urlEncodingEnabled(false)
                .get(CHECKPOINTS + "?instance_id=%00")
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors[0].field", equalTo("instance_id"));
    }

    @Test
    void aStateWithHolesIsStored() {
        create(freshInstance("odin"), ", \"work_state\": {\"open_errors\": [null], \"files\": [null]}")
                .then()
                .statusCode(201);
    }

    @Test
    void aBodyOverOneMebibyteIsTooLarge() {
        create(freshInstance("odin"), ", \"work_state\": {\"a\": \"" + "x".repeat(900_000) + "\"}")
                .then()
                .statusCode(201);
        create(freshInstance("odin"), ", \"work_state\": {\"a\": \"" + "x".repeat(1_100_000) + "\"}")
                .then()
                .statusCode(413)
                .body("code", equalTo("too_large"));
    }

    @Test
    @Tag("R88")
    void outsideTheCallersProjectsThereIsNothing() {
        var other = freshInstance("thor");
        var made = as(TestTokens.admin())
                .body(body(other, ", \"work_state\": {}"))
                .post(CHECKPOINTS)
                .then()
                .statusCode(201)
                .extract();

        create(other, ", \"work_state\": {}").then().statusCode(404).body("code", equalTo("instance_not_found"));
        create("odin-PS-000000", "").then().statusCode(404).body("code", equalTo("instance_not_found"));
        as(AGENT)
                .get(CHECKPOINTS + "/" + made.path("checkpoint_id"))
                .then()
                .statusCode(404)
                .body("code", equalTo("checkpoint_not_found"));
        list(other).then().statusCode(200).body("checkpoints", empty());
    }

    @Test
    @Tag("R88")
    void onlyWhoMayWriteForTheMachineWrites() {
        var body = body(freshInstance("odin"), ", \"work_state\": {}");

        as(TestTokens.agent("odin", "laptop"))
                .body(body)
                .post(CHECKPOINTS)
                .then()
                .statusCode(403);
        as(TestTokens.viewer()).body(body).post(CHECKPOINTS).then().statusCode(403);
        given().contentType("application/json")
                .body(body)
                .post(CHECKPOINTS)
                .then()
                .statusCode(401);
    }

    @Test
    @Tag("R27")
    void noSecretIsStoredWhereverItIsSent() {
        var id = freshInstance("odin");
        PlantedSecrets.all().forEach((name, secret) -> {
            var said = name.startsWith("BEARER") ? "Authorization: Bearer " + secret : name + "=" + secret;
            var text = Fixtures.JSON.getNodeFactory().textNode(said);
            create(id, ", \"manual_note\": " + text + ", \"work_state\": {\"decisions\": [{\"text\": " + text + "}]}")
                    .then()
                    .statusCode(201);
        });

        var everything = Stream.of("checkpoints", "outbox", "idempotency", "triggers")
                .map(CheckpointResourceTest::contentOf)
                .collect(Collectors.joining());
        assertThat(everything).contains(id, "[REDACTED:");
        PlantedSecrets.all()
                .forEach((name, secret) -> assertThat(secret.lines())
                        .as(name)
                        .noneMatch(line -> !line.startsWith("-----") && everything.contains(line)));
    }

    private static String contentOf(String table) {
        try {
            return String.valueOf(Tables.query(
                    "checkpoint_owner", "SELECT string_agg(rows::text, ' ') FROM checkpoint." + table + " AS rows"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Response create(String instanceId, String more) {
        return as(AGENT).body(body(instanceId, more)).post(CHECKPOINTS);
    }

    private static String body(String instanceId, String more) {
        return "{\"instance_id\": \"" + instanceId + "\", \"checkpoint_type\": \"manual\"" + more + "}";
    }

    private static Response list(String instanceId) {
        return as(AGENT).get(CHECKPOINTS + "?instance_id=" + instanceId);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json; charset=UTF-8");
    }
}
