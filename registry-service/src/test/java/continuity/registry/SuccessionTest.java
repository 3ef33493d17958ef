package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import continuity.testkit.TestTokens;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@RegistryTest
@Tag("R53")
class SuccessionTest {

    @Test
    @Tag("R54")
    void anInstanceThatExistsContinuesTheWork() {
        var project = Api.newProject();
        var old = Api.registered(project, "laptop");
        var successor = Api.registered(project, "odin3");

        Api.succeed(
                        old,
                        Map.of(
                                "generation",
                                1,
                                "successor_instance_id",
                                successor,
                                "checkpoint_id",
                                "context:" + old,
                                "context_percent",
                                84))
                .statusCode(200)
                .body("instance_id", equalTo(successor))
                .body("resumed_from", equalTo(old))
                .body("generation", equalTo(1));

        Api.get(old)
                .body("superseded_by", equalTo(successor))
                .body("status", equalTo("closed"))
                .body("closed_reason", equalTo("superseded"));
        Told.awaitChange(successor, "resumed");
        Told.awaitChange(old, "superseded");
        assertThat(Told.changes(successor)).containsExactly("registered", "resumed");
        assertThat(Told.changes(old)).containsExactly("registered", "superseded");
        assertThat(Told.last(successor, "resumed").getMap("detail"))
                .containsEntry("checkpoint_id", "context:" + old)
                .containsEntry("context_percent", 84)
                .containsEntry("resumed_from", old);
    }

    @Test
    void whatWasClosedBeforeKeepsTheReasonAlsoIfThereIsNone() {
        var project = Api.newProject();
        var old = Api.registered(project);
        Api.close(old, Map.of()).statusCode(200);

        Api.succeed(old, Map.of("generation", 1, "client", "codex", "client_session_id", project))
                .statusCode(200);

        Api.get(old).body("status", equalTo("closed")).body("closed_reason", nullValue());
    }

    @Test
    @Tag("R54")
    void aNewInstanceIsRegisteredWhenTheCallerIsNone() {
        var project = Api.newProject();
        var old = Api.registered(project, "laptop");

        Api.succeed(
                        old,
                        Map.of(
                                "generation", 1,
                                "client", "codex",
                                "client_session_id", project,
                                "host_machine", "odin3",
                                "working_directory", "/srv/odin"))
                .statusCode(200)
                .body("instance_id", not(equalTo(old)))
                .body("project", equalTo(project))
                .body("host_machine", equalTo("odin3"))
                .body("client_session_id", equalTo(project))
                .body("resumed_from", equalTo(old));
    }

    @Test
    void theInstanceOfTheCallersSessionBecomesTheSuccessorAsItIs() {
        var project = Api.newProject();
        var old = Api.registered(project);
        var session = Map.of("project", project, "client", "codex", "client_session_id", project);
        String own = Api.register(session).statusCode(201).extract().path("instance_id");

        Api.succeed(old, Map.of("generation", 1, "client", "codex", "client_session_id", project))
                .statusCode(200)
                .body("instance_id", equalTo(own))
                .body("generation", equalTo(1));
    }

    @RepeatedTest(20)
    void ofTwoAtTheSameTimeExactlyOneWins() throws Exception {
        var old = Api.registered(Api.newProject());
        var start = new CyclicBarrier(2);

        List<Response> answers;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = clients.submit(claim(old, start));
            var second = clients.submit(claim(old, start));
            answers = List.of(first.get(), second.get());
        }

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 409);
        var won =
                answers.stream().filter(a -> a.statusCode() == 200).findFirst().orElseThrow();
        var lost =
                answers.stream().filter(a -> a.statusCode() == 409).findFirst().orElseThrow();
        String winner = won.path("instance_id");
        lost.then().body("code", equalTo("already_claimed")).body("detail", containsString(winner));
        Api.get(old).body("superseded_by", equalTo(winner));
    }

    @Test
    void theSameCallerAgainGetsTheSame() {
        var project = Api.newProject();
        var old = Api.registered(project);
        var claim = Map.of("generation", 1, "client", "codex", "client_session_id", project);
        String successor = Api.succeed(old, claim).statusCode(200).extract().path("instance_id");

        Api.succeed(old, claim).statusCode(200).body("instance_id", equalTo(successor));
        Api.succeed(old, Map.of("generation", 1, "successor_instance_id", successor))
                .statusCode(200)
                .body("instance_id", equalTo(successor));
        Told.awaitChange(successor, "resumed");
        assertThat(Told.changes(successor)).containsExactly("registered", "resumed");
    }

    @Test
    void aCallerWithoutSessionRepeatsByItsKey() {
        var old = Api.registered(Api.newProject());
        var key = UUID.randomUUID().toString();

        String successor = withKey(old, key).then().statusCode(200).extract().path("instance_id");

        withKey(old, key).then().statusCode(200).body("instance_id", equalTo(successor));
        withKey(old, key + "2").then().statusCode(409).body("code", equalTo("already_claimed"));
        Api.succeed(old, Map.of("generation", 1)).statusCode(409).body("code", equalTo("already_claimed"));
    }

    @Test
    @Tag("R98")
    void whoeverSawAnOlderGenerationIsTooLate() {
        var project = Api.newProject();
        var session = Map.of("project", project, "client", "codex", "client_session_id", project);
        Api.register(session).statusCode(201);
        String id = Api.register(session).statusCode(200).extract().path("instance_id");

        Api.succeed(id, Map.of("generation", 1)).statusCode(409).body("code", equalTo("generation_passed"));
        Api.succeed(id, Map.of()).statusCode(400).body("errors.field", hasItem("generation"));
    }

    @Test
    @Tag("R53")
    void whoeverNamesTheRevisionThatItSawIsRefusedAfterAnyChange() {
        var project = Api.newProject();
        var id = Api.registered(project);
        var session = Map.of("client", "codex", "client_session_id", project);
        Api.heartbeat(id, Map.of("context_percent", 5)).statusCode(200);
        Api.heartbeat(id, Map.of("context_percent", 5)).statusCode(200); // changes nothing

        Api.succeed(id, claim(session, 1)).statusCode(409).body("code", equalTo("revision_passed"));
        Api.succeed(id, claim(session, 3)).statusCode(409).body("code", equalTo("revision_passed"));
        String successor =
                Api.succeed(id, claim(session, 2)).statusCode(200).extract().path("instance_id");
        Api.succeed(id, claim(session, 2)).statusCode(200).body("instance_id", equalTo(successor));
    }

    private static Map<String, Object> claim(Map<String, String> session, long revision) {
        var claim = new HashMap<String, Object>(session);
        claim.putAll(Map.of("generation", 1, "revision", revision));
        return claim;
    }

    @Test
    void anInstanceCannotContinueItsOwnWork() {
        var project = Api.newProject();
        var session = Map.of("project", project, "client", "codex", "client_session_id", project);
        String id = Api.register(session).statusCode(201).extract().path("instance_id");

        Api.succeed(id, Map.of("generation", 1, "successor_instance_id", id))
                .statusCode(400)
                .body("errors.field", hasItem("successor_instance_id"));
        Api.succeed(id, Map.of("generation", 1, "client", "codex", "client_session_id", project))
                .statusCode(400)
                .body("errors.field", hasItem("client_session_id"));
    }

    @Test
    void aSuccessorMustBeOpen() {
        var project = Api.newProject();
        var old = Api.registered(project);
        var closed = Api.registered(project);
        var superseded = Api.registered(project);
        Api.close(closed, Map.of()).statusCode(200);
        Api.succeed(superseded, Map.of("generation", 1)).statusCode(200);

        Api.succeed(old, Map.of("generation", 1, "successor_instance_id", closed))
                .statusCode(409)
                .body("code", equalTo("instance_closed"));
        Api.succeed(old, Map.of("generation", 1, "successor_instance_id", superseded))
                .statusCode(409)
                .body("code", equalTo("instance_superseded"));
        Api.succeed(old, Map.of("generation", 1, "successor_instance_id", project + "-PS-zzz"))
                .statusCode(404);
        Api.get(old).body("superseded_by", nullValue());
    }

    @Test
    void anAgentContinuesWorkOfItsProjectFromAnyMachineOnItsOwn() {
        var project = Api.newProject();
        var old = Api.registered(project, "odin3");
        var other = Api.registered(Api.newProject(), "odin3");
        var agent = TestTokens.agent(project, "laptop");

        Api.as(agent)
                .body(Map.of("generation", 1, "host_machine", "odin3"))
                .post("/api/v1/instances/{id}/succession", old)
                .then()
                .statusCode(403);
        Api.as(agent)
                .body(Map.of("generation", 1))
                .post("/api/v1/instances/{id}/succession", other)
                .then()
                .statusCode(404);
        Api.as(agent)
                .body(Map.of("generation", 1))
                .post("/api/v1/instances/{id}/succession", old)
                .then()
                .statusCode(200)
                .body("host_machine", equalTo("laptop"));
    }

    @Test
    void onlyTheWinnerGetsTheAnswerAgain() {
        var project = Api.newProject();
        var old = Api.registered(project);
        var successor = Api.registered(project, "odin3");
        var naming = Map.of("generation", 1, "successor_instance_id", successor);

        as(TestTokens.agent(project, "odin3"), old, naming).statusCode(200);

        as(TestTokens.agent(project, "odin3"), old, naming).statusCode(200);
        as(TestTokens.agent(project, "laptop"), old, naming)
                .statusCode(409)
                .body("code", equalTo("already_claimed"))
                .body("host_machine", nullValue());
        Api.succeed(old, naming).statusCode(409);
    }

    @Test
    void theSuccessorsSessionAloneIsNotEnoughForARepeat() {
        var project = Api.newProject();
        var old = Api.registered(project);
        var claim =
                Map.of("generation", 1, "client", "codex", "client_session_id", project, "working_directory", "/srv");
        as(TestTokens.agent(project, "odin3"), old, claim).statusCode(200);

        as(TestTokens.agent(project, "laptop"), old, claim).statusCode(403).body("working_directory", nullValue());
    }

    @Test
    @Tag("R88")
    void aSessionOfAnotherProjectIsNotNamed() {
        var old = Api.registered(Api.newProject());
        var foreign = Api.newProject();
        String foreignId = Api.register(Map.of("project", foreign, "client", "codex", "client_session_id", foreign))
                .statusCode(201)
                .extract()
                .path("instance_id");
        var project = Api.instance(old).getString("project");

        as(
                        TestTokens.agent(project, "laptop"),
                        old,
                        Map.of("generation", 1, "client", "codex", "client_session_id", foreign))
                .statusCode(403)
                .body(not(containsString(foreignId)));
    }

    @Test
    void workMovesToAnotherProjectOnlyForWhoeverWritesForBoth() {
        var here = Api.newProject();
        var there = Api.newProject();
        var old = Api.registered(here, "odin3");
        var claim = Map.of("generation", 1, "successor_instance_id", Api.registered(there, "laptop"));
        var both = List.of(here, there);

        as(TestTokens.of("both@laptop", List.of("agent"), both, "laptop", Duration.ofHours(1)), old, claim)
                .statusCode(403);
        Api.get(old).body("superseded_by", nullValue());
        as(TestTokens.of("both", List.of("agent"), both, null, Duration.ofHours(1)), old, claim)
                .statusCode(200);
    }

    private static ValidatableResponse as(String token, String old, Map<String, ?> claim) {
        return Api.as(token)
                .body(claim)
                .post("/api/v1/instances/{id}/succession", old)
                .then();
    }

    private static Callable<Response> claim(String old, CyclicBarrier start) {
        var session = UUID.randomUUID().toString();
        return () -> {
            start.await();
            return Api.succession(old, Map.of("generation", 1, "client", "codex", "client_session_id", session));
        };
    }

    private static Response withKey(String old, String key) {
        return Api.asAdmin()
                .header("Idempotency-Key", key)
                .body(Map.of("generation", 1))
                .post("/api/v1/instances/{id}/succession", old);
    }
}
