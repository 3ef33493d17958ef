package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Resuming by an agent that has a session, a project and perhaps a directory of its own. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
class ResumeFromSessionTest {

    @Inject
    Fleet fleet;

    @Inject
    ContextStore store;

    private final String session = UUID.randomUUID().toString();
    private final String project =
            "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String otherProject = project + "-other";
    private final String agent =
            TestTokens.of("agent", List.of("agent"), List.of(project, otherProject), "desktop", Duration.ofHours(1));

    private String interrupted(String project, int secondsAgo, Map<String, ?> fields) {
        var id = Fleet.newId(project);
        var row = new HashMap<String, Object>(fields);
        row.put("last_heartbeat", Instant.now().minusSeconds(secondsAgo).toString());
        fleet.instance(id, 1, row);
        awaitContext(id, context -> context.instance() != null);
        return id;
    }

    /** The instance of the test's own session, which has taken over the work of that one. */
    private String resuming(String before) {
        return interrupted(
                project,
                1,
                Map.of(
                        "client_session_id",
                        session,
                        "client",
                        "claude-code",
                        "status",
                        "active",
                        "resumed_from",
                        before));
    }

    private RequestSpecification agent() {
        return given().auth().oauth2(agent).contentType("application/json");
    }

    private ValidatableResponse resume(Map<String, ?> request) {
        var body = new HashMap<String, Object>(Map.of("client", "claude-code", "client_session_id", session));
        body.putAll(request);
        return agent().body(body).post("/api/v1/resume").then();
    }

    @Test
    @Tag("R49")
    void withoutAHintTheNewestOfTheCallersProjectIsTaken() {
        var older = interrupted(project, 900, Map.of());
        var newer = interrupted(project, 600, Map.of());
        interrupted(otherProject, 300, Map.of());

        agent().get("/api/v1/resume/candidates?project=" + project)
                .then()
                .statusCode(200)
                .body("rule", equalTo("latest"))
                .body("matches.instance_id", equalTo(List.of(newer, older)));
        resume(Map.of("project", project))
                .statusCode(200)
                .body("rule", equalTo("latest"))
                .body("resumed_from", equalTo(newer));
    }

    @Test
    @Tag("R53")
    void whoAsksForTheLatestAgainBeforeDoingAnythingGetsTheSameAndNotTheNext() {
        var older = interrupted(project, 900, Map.of());
        var newer = interrupted(project, 600, Map.of());
        var own = resuming(newer);

        resume(Map.of("project", project)).statusCode(200).body("resumed_from", equalTo(newer));

        fleet.knownToRegistry(newer, Map.of("status", "closed", "superseded_by", own));
        fleet.instance(newer, 2, Map.of("status", "closed", "superseded_by", own));
        fleet.records(own, List.of(Records.bash(1, "ls", true)));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> resume(Map.of("project", project)).statusCode(200).body("resumed_from", equalTo(older)));
    }

    @Test
    @Tag("R53")
    void whatWasDoneBeforeTheResumeIsNotDoneSince() {
        var older = interrupted(project, 900, Map.of());
        var newer = interrupted(project, 600, Map.of());
        var own = resuming(newer);
        fleet.records(own, List.of(Records.bash(1, "ls", true)));
        var taken = Map.of(
                "status", "closed", "closed_reason", "superseded", "closed_at", Records.at(5), "superseded_by", own);
        fleet.instance(newer, 2, taken);
        awaitContext(newer, context -> context.takenOverAt().isPresent());
        awaitContext(
                own, context -> context.evidence().toolCalls().last().items().size() == 1);

        resume(Map.of("project", project)).statusCode(200).body("resumed_from", equalTo(newer));

        fleet.records(own, List.of(Records.bash(6, "ls", true)));
        awaitContext(
                own, context -> context.evidence().toolCalls().last().items().size() == 2);
        resume(Map.of("project", project)).statusCode(200).body("resumed_from", equalTo(older));
    }

    @Test
    @Tag("R53")
    void whatWasResumedBeforeAndIsGoneIsNotInTheWay() {
        var other = interrupted(project, 600, Map.of());
        resuming(Fleet.newId(project));

        resume(Map.of("project", project)).statusCode(200).body("resumed_from", equalTo(other));
    }

    private void awaitContext(String id, Predicate<Context> condition) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.load(List.of(id)).stream().anyMatch(condition));
    }

    @Test
    @Tag("R51")
    void whatWasResumedInATerminalIsFreeForAnAgentThatGoesOnWithIt() {
        var before = interrupted(project, 600, Map.of());
        var held = new HashMap<String, Object>(Map.of("status", "active", "resumed_from", before, "age_seconds", 5));
        held.put("client", "terminal");
        held.put("client_session_id", null);
        var terminal = interrupted(project, 5, held);

        resume(Map.of("hint", terminal))
                .statusCode(200)
                .body("resumed_from", equalTo(terminal))
                .body("context_markdown", containsString("took this work over *in a terminal*"))
                .body("drift", not(hasItem(containsString("may still be running"))));
    }

    @Test
    @Tag("R51")
    void anAgentThatWorkedAfterAResumeAndWasCutOffIsInterrupted() {
        var id = interrupted(project, 300, Map.of("status", "active"));
        fleet.records(id, List.of(Records.write(1, "/home/dev/shop/b.py", "create")));
        fleet.instance(id, 2, Map.of("status", "closed", "closed_reason", "other"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> agent().get("/api/v1/resume/candidates?project=" + project)
                        .then()
                        .body("matches.instance_id", equalTo(List.of(id))));
    }

    @Test
    @Tag("R49")
    @Tag("R52")
    void workOfAnotherProjectIsNeverClaimedUnasked() {
        var elsewhere = interrupted(otherProject, 300, Map.of());

        resume(Map.of("project", project, "hint", "newest"))
                .statusCode(300)
                .body("rule", equalTo("latest_elsewhere"))
                .body("message", containsString("No session of this project"))
                .body("matches.instance_id", equalTo(List.of(elsewhere)));
        resume(Map.of("project", project, "choice", 1)).statusCode(200).body("resumed_from", equalTo(elsewhere));
    }

    @Test
    void withoutADirectoryTheWorkGoesOnWhereItWas() {
        var id = interrupted(project, 300, Map.of("working_directory", "/srv/shop"));

        var successor = resume(Map.of("hint", id))
                .statusCode(200)
                .body("drift", not(hasItem(containsString("What was in"))))
                .extract()
                .<String>path("instance_id");

        agent().get("/api/v1/instances/{id}/context", successor)
                .then()
                .statusCode(200)
                .body("environment.working_directory", equalTo("/srv/shop"));
    }

    private void gitSays(String id, long sequence, Instant at, String head, String... changed) {
        var there = Map.of("head", head, "machine", "desktop", "directory", "/srv/shop");
        fleet.records(id, List.of(Records.git(sequence, at, there, changed)));
    }

    @Test
    @Tag("R58")
    void theRepositoryIsComparedWithWhatGitSaidToTheSessionThatGoesOn() {
        var place = Map.of("host_machine", "desktop", "working_directory", "/srv/shop");
        var id = interrupted(project, 300, place);
        gitSays(id, 1, Instant.now().minusSeconds(400), "aaaaaaa1", "a.js");
        var own = new HashMap<String, Object>(place);
        own.putAll(Map.of("client", "claude-code", "client_session_id", session, "status", "active"));
        var successor = interrupted(project, 1, own);
        gitSays(successor, 1, Instant.now().minusSeconds(1), "bbbbbbb2");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> agent().get("/api/v1/instances/{id}/context", successor)
                        .then()
                        .body("git.head", equalTo("bbbbbbb2")));

        var request = new HashMap<String, Object>(place);
        request.put("hint", id);
        resume(request)
                .statusCode(200)
                .body("confidence.deductions.reason", hasItem("uncommitted changes are no longer there"))
                .body("drift", hasItem(containsString("commit bbbbbbb2 is checked out, not aaaaaaa1")))
                .body("drift", hasItem(containsString("there are no changes left to a.js")));
    }

    @Test
    void whoResumesItselfIsToldSo() {
        var id = interrupted(project, 300, Map.of("client", "claude-code", "client_session_id", session));

        for (var hint : List.of(id, id.substring(id.length() - 6), id.substring(id.length() - 6, id.length() - 1))) {
            resume(Map.of("hint", hint))
                    .statusCode(409)
                    .body("code", equalTo("instance_is_caller"))
                    .body("detail", containsString("that is this session itself"));
        }
        resume(Map.of("project", project)).statusCode(404).body("code", equalTo("instance_not_found"));
    }

    @Test
    void whoResumesItselfBeforeAnyRecordArrivedIsToldSo() {
        var id = Fleet.newId(project);
        fleet.knownToRegistry(id, Map.of("client", "claude-code", "client_session_id", session));

        resume(Map.of("hint", id)).statusCode(409).body("code", equalTo("instance_is_caller"));
    }
}
