package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import continuity.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class HeartbeatTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100})
    @Tag("R10")
    void acceptsPercentagesIncludingBothEnds(int percent) {
        var id = Api.registered(Api.newProject());

        Api.heartbeat(id, Map.of("context_percent", percent, "context_source", "statusline"))
                .statusCode(200)
                .body("instance_id", equalTo(id))
                .body("status", equalTo("active"))
                .body("stale", equalTo(false))
                .body("age_seconds", equalTo(0))
                .body("context_percent", equalTo(percent));
        Api.get(id).body("context_percent", equalTo(percent)).body("context_source", equalTo("statusline"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101", "50.5", "50.0", "\"50\"", "\"text\"", "true", "[50]", "12345678901234"})
    @Tag("R10")
    void refusesWhatIsNoPercentageAndNamesTheField(String value) {
        var id = Api.registered(Api.newProject());

        Api.heartbeat(id, "{\"context_percent\": " + value + "}")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("validation_failed"))
                .body("errors.field", hasItem("context_percent"));
        Api.get(id).body("context_percent", nullValue());
    }

    @Test
    @Tag("R10")
    @Tag("R11")
    void whatIsAbsentKeepsItsValue() {
        var id = Api.registered(Api.newProject());
        Api.heartbeat(id, Map.of("context_percent", 42, "current_epic", "003")).statusCode(200);

        Api.heartbeat(id, "{\"context_percent\": null}")
                .statusCode(200)
                .body("context_percent", equalTo(42))
                .body("current_epic", equalTo("003"));
        Api.asAdmin()
                .post("/api/v1/instances/{id}/heartbeat", id)
                .then()
                .statusCode(200)
                .body("context_percent", equalTo(42));
    }

    @Test
    @Tag("R11")
    void theEpicIsClearedOnRequestOnly() {
        var id = Api.registered(Api.newProject());
        Api.heartbeat(id, Map.of("current_epic", "003")).statusCode(200);

        Api.heartbeat(id, Map.of("clear_epic", true)).statusCode(200).body("current_epic", nullValue());

        Api.heartbeat(id, Map.of("clear_epic", true, "current_epic", "004")).statusCode(400);
        Api.heartbeat(id, Map.of("current_epic", "two\nlines")).statusCode(400);
    }

    @Test
    @Tag("R12")
    void everyHeartbeatRefreshesTheSignOfLife() throws Exception {
        var id = Api.registered(Api.newProject());
        Rows.silence(id, Duration.ofSeconds(60));

        Api.heartbeat(id, Map.of()).statusCode(200).body("age_seconds", equalTo(0));

        Api.get(id).body("age_seconds", lessThan(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"odin-PS-zzzzzz", "nonsense", "odin-XS-123456", "%25"})
    @Tag("R6")
    @Tag("R13")
    void anUnknownIdIsNotFound(String id) {
        Api.heartbeat(id, Map.of()).statusCode(404).body("code", equalTo("instance_not_found"));
    }

    @Test
    @Tag("R13")
    void aClosedInstanceRefusesAndIsNotRefreshed() throws Exception {
        var id = Api.registered(Api.newProject());
        Api.close(id, Map.of()).statusCode(200);
        Rows.silence(id, Duration.ofSeconds(60));

        Api.heartbeat(id, Map.of("context_percent", 10)).statusCode(409).body("code", equalTo("instance_closed"));

        var row = Api.instance(id);
        assertThat(row.getLong("age_seconds")).isGreaterThanOrEqualTo(60);
        assertThat(row.getString("context_percent")).isNull();
    }

    @Test
    @Tag("R16")
    void aSupersededInstanceIsToldByWhom() {
        var id = Api.registered(Api.newProject());
        String successor = Api.succeed(id, Map.of("generation", 1))
                .statusCode(200)
                .extract()
                .path("instance_id");

        Api.heartbeat(id, Map.of())
                .statusCode(409)
                .body("code", equalTo("instance_superseded"))
                .body("detail", containsString(successor));
    }

    @Test
    @Tag("R98")
    void anOlderGenerationIsRefusedTheCurrentOneAccepted() {
        var session = Map.of(
                "project",
                Api.newProject(),
                "client",
                "codex",
                "client_session_id",
                UUID.randomUUID().toString());
        Api.register(session).statusCode(201);
        String id = Api.register(session).statusCode(200).extract().path("instance_id");

        Api.heartbeat(id, Map.of("generation", 1)).statusCode(409).body("code", equalTo("generation_passed"));
        Api.heartbeat(id, Map.of("generation", 2)).statusCode(200);
    }

    @Test
    @Tag("R64")
    @Tag("R65")
    @Tag("R70")
    void answersWithFooterAndAdvice() {
        var id = Api.registered(Api.newProject(), "odin3");

        Api.heartbeat(id, Map.of("context_percent", 30))
                .body("footer", equalTo("Instance: " + id + "@odin3 | Epic: — | Context: 30% | Active: 0.0h"))
                .body("advice", containsString("30%"));
        Api.heartbeat(id, Map.of("context_percent", 86, "current_epic", "003"))
                .body(
                        "footer",
                        equalTo("Instance: " + id + "@odin3 | Epic: 003 | Context: 86% | Active: 0.0h\n[Use \"resume "
                                + id + "\" to restore this session]"))
                .body("advice", containsString("stop at the next safe point"));
    }

    @Test
    @Tag("R66")
    void theFooterOfAnUnknownInstanceShowsNoId() {
        Api.footer("odin-PS-zzzzzz", Map.of())
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("instance_not_found"));
    }

    @Test
    @Tag("R65")
    void theFooterGivesTheHintWhenAsked() {
        var id = Api.registered(Api.newProject());

        Api.footer(id, Map.of("hint", ""))
                .statusCode(200)
                .contentType("text/plain")
                .body(containsString("resume " + id));
        Api.footer(id, Map.of("hint", "true")).body(containsString("resume " + id));
        Api.footer(id, Map.of("hint", "false")).body(not(containsString("resume")));
        Api.footer(id, Map.of())
                .statusCode(200)
                .body(equalTo("Instance: " + id + " | Epic: — | Context: — | Active: 0.0h"));
    }

    @Test
    void eachOneIsOnTheHeartbeatsTopic() {
        var id = Api.registered(Api.newProject());

        Api.heartbeat(id, Map.of("context_percent", 5)).statusCode(200);
        Api.heartbeat(id, Map.of()).statusCode(200);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> Told.on(Topics.HEARTBEATS, id).size() == 2);
        assertThat(Told.on(Topics.HEARTBEATS, id))
                .allMatch(beat -> beat.getInt("context_percent") == 5 && beat.getInt("generation") == 1);
    }

    @Test
    @Tag("R34")
    void onlyNewsAreOnTheInstancesTopicAndOneInFifteenMinutes() throws Exception {
        var id = Api.registered(Api.newProject());

        Api.heartbeat(id, Map.of()).statusCode(200); // nothing new
        Api.heartbeat(id, Map.of("context_percent", 5)).statusCode(200); // new
        Api.heartbeat(id, Map.of("context_percent", 5)).statusCode(200); // nothing new
        Api.heartbeat(id, Map.of("current_epic", "003")).statusCode(200); // new
        Rows.change(
                "UPDATE registry.supervisor_sessions SET announced_at = now() - interval '15 minutes' "
                        + "WHERE instance_id = ?",
                id);
        Api.heartbeat(id, Map.of()).statusCode(200); // quiet for too long
        Api.close(id, Map.of()).statusCode(200);

        Told.awaitChange(id, "closed");
        assertThat(Told.changes(id)).containsExactly("registered", "updated", "updated", "updated", "closed");
        assertThat(Told.on(Topics.INSTANCES, id).stream().map(m -> m.getLong("revision")))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    @Tag("R34")
    void whoeverReportsThePercentageIsNewsToo() {
        var id = Api.registered(Api.newProject());

        Api.heartbeat(id, Map.of("context_percent", 5)).statusCode(200);
        Api.heartbeat(id, Map.of("context_percent", 5, "context_source", "statusline"))
                .statusCode(200);
        Api.close(id, Map.of()).statusCode(200);

        Told.awaitChange(id, "closed");
        assertThat(Told.changes(id)).containsExactly("registered", "updated", "updated", "closed");
    }

    @Test
    @Tag("R34")
    void aChangeIsAnnouncedAsLaterThanTheOneBeforeItWhateverTheClockDoes() throws Exception {
        var id = Api.registered(Api.newProject());
        Rows.change(
                "UPDATE registry.supervisor_sessions SET announced_at = now() + interval '1 hour' WHERE instance_id = ?",
                id);

        Api.heartbeat(id, Map.of("context_percent", 5)).statusCode(200);
        Api.heartbeat(id, Map.of("context_percent", 6)).statusCode(200);

        Api.close(id, Map.of()).statusCode(200);

        Told.awaitChange(id, "closed");
        assertThat(Told.on(Topics.INSTANCES, id).stream().map(change -> Instant.parse(change.getString("changed_at"))))
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    @Tag("R34")
    void eachChangeIsToldWithItsOwnFactsHoweverLateItIsPublished() {
        var id = Api.registered(Api.newProject());

        Api.heartbeat(id, Map.of("context_percent", 5, "context_source", "statusline", "current_epic", "003"))
                .statusCode(200);
        Api.heartbeat(id, Map.of("context_percent", 7, "clear_epic", true)).statusCode(200);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> Told.on(Topics.INSTANCES, id).size() == 3);
        assertThat(Told.on(Topics.INSTANCES, id).stream()
                        .skip(1)
                        .<Map<String, Object>>map(change -> change.getMap("detail")))
                .containsExactly(
                        Map.of(
                                "generation",
                                1,
                                "context_percent",
                                5,
                                "context_source",
                                "statusline",
                                "current_epic",
                                "003"),
                        Map.of("generation", 1, "context_percent", 7, "context_source", "statusline"));
    }
}
