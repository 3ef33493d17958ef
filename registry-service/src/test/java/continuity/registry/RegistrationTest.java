package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import continuity.contracts.Topics;
import continuity.testkit.TestTokens;
import io.restassured.response.ValidatableResponse;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
class RegistrationTest {

    @Test
    @Tag("R1")
    @Tag("R100")
    void aNewInstanceIsActiveWithUnknownContext() {
        var project = Api.newProject();

        var answer = Api.register(Map.of("project", project));

        var id = answer.statusCode(201)
                .body("instance_id", matchesPattern("[a-z0-9-]+-PS-[0-9a-f]{6}"))
                .body("project", equalTo(project))
                .body("instance_type", equalTo("PS"))
                .body("status", equalTo("active"))
                .body("context_percent", nullValue())
                .body("generation", equalTo(1))
                .body("age_seconds", equalTo(0))
                .extract()
                .jsonPath();
        assertThat(OffsetDateTime.parse(id.getString("created_at")).getOffset()).isNotNull();
        answer.header("Location", containsString("/api/v1/instances/" + id.getString("instance_id")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "a-b", "0123456789012345678901234567890123456789012345678901234567890123"})
    @Tag("R2")
    void acceptsProjectNamesOfOneToSixtyFourCharacters(String project) {
        Api.register(Map.of("project", project, "instance_type", "MS"))
                .statusCode(201)
                .body("instance_id", containsString(project + "-MS-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Odin",
                "od_in",
                "od.in",
                "od in",
                "-",
                "---",
                "-odin",
                "odin-",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    @Tag("R3")
    @Tag("R4")
    @Tag("R96")
    void refusesOtherProjectNamesAndNamesTheField(String project) {
        Api.register(Map.of("project", project))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("validation_failed"))
                .body("errors.field", hasItem("project"))
                .body("detail", containsString("project"));
    }

    @Test
    @Tag("R3")
    void refusesOtherTypesAndTellsAllBrokenRulesAtOnce() {
        Api.register(Map.of("project", "Odin", "instance_type", "XS"))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("project", "instance_type")));
    }

    @Test
    @Tag("R7")
    void theMachineGivenIsTheMachineStored() {
        var project = Api.newProject();

        var id = Api.registered(project, "odin3");

        Api.get(id).statusCode(200).body("host_machine", equalTo("odin3"));
        Api.list(Map.of("project", project, "machine", "odin3")).body("instances.instance_id", hasItem(id));
        Api.footer(id, Map.of()).body(containsString(id + "@odin3 |"));
    }

    @Test
    @Tag("R8")
    void theTokensMachineCountsWhenNoneIsGiven() {
        var project = Api.newProject();

        Api.as(TestTokens.agent(project, "laptop"))
                .body(Map.of("project", project))
                .post("/api/v1/instances")
                .then()
                .statusCode(201)
                .body("host_machine", equalTo("laptop"));
        Api.register(Map.of("project", project)).statusCode(201).body("host_machine", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Odin3", "odin.local", "-odin", "_odin", "odin 3"})
    @Tag("R9")
    void refusesMachineNamesOutsideTheRule(String machine) {
        Api.register(Map.of("project", Api.newProject(), "host_machine", machine))
                .statusCode(400)
                .body("errors.field", hasItem("host_machine"));
    }

    @Test
    @Tag("R21")
    void theSameKeyGivesTheSameInstance() {
        var key = UUID.randomUUID().toString();
        var body = Map.of("project", Api.newProject(), "initial_context", Map.of("goal", "ship it"));

        var first = withKey(key, body).statusCode(201).extract().path("instance_id");
        var second = withKey(key, body).statusCode(200).body("generation", equalTo(1));

        second.body("instance_id", equalTo(first));
    }

    @Test
    @Tag("R21")
    void theSameKeyWithAnotherBodyIsRefused() {
        var key = UUID.randomUUID().toString();
        withKey(key, Map.of("project", Api.newProject())).statusCode(201);

        withKey(key, Map.of("project", Api.newProject()))
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    @Tag("R98")
    void theSameClientSessionIsReopenedInItsNextGeneration() {
        var session = session(Api.newProject());
        String id = Api.register(session).statusCode(201).extract().path("instance_id");
        Api.close(id, Map.of("reason", "logout")).statusCode(200);

        var again = Api.register(session);

        again.statusCode(200)
                .body("instance_id", equalTo(id))
                .body("status", equalTo("active"))
                .body("generation", equalTo(2))
                .body("closed_at", nullValue())
                .body("closed_reason", nullValue());
        Told.awaitChange(id, "reopened");
        assertThat(Told.changes(id)).containsExactly("registered", "closed", "reopened");
        assertThat(Told.on(Topics.INSTANCES, id).stream().map(change -> change.getInt("detail.generation")))
                .containsExactly(1, 1, 2);
    }

    @Test
    @Tag("R88")
    void aClientSessionOfAnotherProjectIsNotNamed() {
        var session = new HashMap<>(session(Api.newProject()));
        String foreignId = Api.register(session).statusCode(201).extract().path("instance_id");
        var own = Api.newProject();
        session.put("project", own);

        Api.as(TestTokens.agent(own, "laptop"))
                .body(session)
                .post("/api/v1/instances")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"))
                .body(not(containsString(foreignId)));
    }

    @Test
    @Tag("R16")
    void aSupersededClientSessionIsNotReopened() {
        var session = session(Api.newProject());
        String id = Api.register(session).statusCode(201).extract().path("instance_id");
        String successor = Api.succeed(id, Map.of("generation", 1))
                .statusCode(200)
                .extract()
                .path("instance_id");

        Api.register(session)
                .statusCode(409)
                .body("code", equalTo("instance_superseded"))
                .body("detail", containsString(successor));
    }

    @Test
    @Tag("R27")
    void keepsNoSecrets() throws Exception {
        var secret = "hunter2" + UUID.randomUUID().toString().replace("-", "");
        String id = Api.register(Map.of(
                        "project",
                        Api.newProject(),
                        "working_directory",
                        "/srv/password=" + secret,
                        "initial_context",
                        Map.of("note", "password=" + secret)))
                .statusCode(201)
                .body("working_directory", containsString("[REDACTED:"))
                .extract()
                .path("instance_id");
        Api.close(id, Map.of("reason", "token=" + secret)).statusCode(200);

        var row = Rows.text("SELECT s::text FROM registry.supervisor_sessions s WHERE instance_id = '" + id + "'");

        assertThat(row).contains("[REDACTED:").doesNotContain(secret);
        Told.awaitChange(id, "closed");
        assertThat(Told.last(id, "closed").prettify()).doesNotContain(secret);
    }

    @Test
    void aParentMustBeKnown() {
        var project = Api.newProject();
        var parent = Api.registered(project);

        Api.register(Map.of("project", project, "parent_instance_id", parent))
                .statusCode(201)
                .body("parent_instance_id", equalTo(parent));
        Api.register(Map.of("project", project, "parent_instance_id", project + "-PS-zzz"))
                .statusCode(400)
                .body("errors.field", hasItem("parent_instance_id"));
    }

    @Test
    void aSessionAfterAClearNamesTheInstanceBeforeIt() {
        var before = session(Api.newProject());
        String previous = Api.register(before).statusCode(201).extract().path("instance_id");

        String id = Api.register(after(before, "high"))
                .statusCode(201)
                .body("previous_instance_id", equalTo(previous))
                .body("link_confidence", equalTo("high"))
                .extract()
                .path("instance_id");

        Api.get(id).body("previous_instance_id", equalTo(previous)).body("link_confidence", equalTo("high"));
        Api.get(previous).body("previous_instance_id", nullValue()).body("link_confidence", nullValue());
        Told.awaitChange(id, "registered");
        assertThat(Told.last(id, "registered").getString("instance.previous_instance_id"))
                .isEqualTo(previous);
    }

    @Test
    void aReopenedSessionKeepsItsLink() {
        var before = session(Api.newProject());
        String previous = Api.register(before).statusCode(201).extract().path("instance_id");
        var cleared = after(before, "low");
        Api.register(cleared).statusCode(201);

        cleared.remove("previous_client_session_id");
        Api.register(cleared)
                .statusCode(200)
                .body("previous_instance_id", equalTo(previous))
                .body("link_confidence", equalTo("low"));
    }

    @Test
    @Tag("R88")
    void anInstanceThatTheCallerDoesNotSeeOrOfAnotherProjectIsNoPreviousOne() {
        var foreign = session(Api.newProject());
        Api.register(foreign).statusCode(201);
        var own = after(foreign, "high");
        own.put("project", Api.newProject());

        Api.register(own)
                .statusCode(201)
                .body("previous_instance_id", nullValue())
                .body("link_confidence", nullValue());
        own.put("client_session_id", UUID.randomUUID().toString());
        own.put("host_machine", "laptop");
        Api.as(TestTokens.agent(own.get("project"), "laptop"))
                .body(own)
                .post("/api/v1/instances")
                .then()
                .statusCode(201)
                .body("previous_instance_id", nullValue());
    }

    @Test
    @Tag("R96")
    void aLinkIsChecked() {
        var session = after(session(Api.newProject()), "certain");
        session.remove("client");
        session.remove("client_session_id");

        Api.register(session)
                .statusCode(400)
                .body("errors.field", hasItem("link_confidence"))
                .body("errors.field", hasItem("client"));
    }

    private static Map<String, String> after(Map<String, String> session, String confidence) {
        var next = new HashMap<>(session);
        next.put("client_session_id", UUID.randomUUID().toString());
        next.put("previous_client_session_id", session.get("client_session_id"));
        next.put("link_confidence", confidence);
        return next;
    }

    @Test
    @Tag("R96")
    void anEmptyOrUnreadableBodyIsRefusedInWords() {
        Api.asAdmin().post("/api/v1/instances").then().statusCode(400).body("code", equalTo("validation_failed"));
        Api.asAdmin()
                .body("{\"project\":")
                .post("/api/v1/instances")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed_json"))
                .body("detail", not(emptyOrNullString()));
    }

    private static Map<String, String> session(String project) {
        return Map.of(
                "project",
                project,
                "client",
                "claude-code",
                "client_session_id",
                UUID.randomUUID().toString());
    }

    private static ValidatableResponse withKey(String key, Map<String, ?> body) {
        return Api.asAdmin()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/instances")
                .then();
    }
}
