package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import continuity.contracts.EventAppended;
import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.FoldVersion;
import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resuming, through the socket. Each test has projects of its own. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
class ResumeTest {

    @Inject
    Fleet fleet;

    @Inject
    ContextStore store;

    private final String project =
            "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String session = UUID.randomUUID().toString();
    private final String agent = TestTokens.agent(project, "desktop");

    private String interrupted(Map<String, ?> fields) {
        var id = Fleet.newId(project);
        fleet.instance(id, 1, fields);
        awaitKnown(id);
        return id;
    }

    private void awaitKnown(String id) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.load(List.of(id)).stream().anyMatch(context -> context.instance() != null));
    }

    private ValidatableResponse resume(Map<String, ?> request) {
        return resume(request, agent);
    }

    private ValidatableResponse resume(Map<String, ?> request, String token) {
        var body = new HashMap<String, Object>(Map.of("client", "claude-code", "client_session_id", session));
        body.putAll(request);
        return resumeInTerminal(body, token);
    }

    private static ValidatableResponse resumeInTerminal(Map<String, ?> body, String token) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/resume")
                .then();
    }

    @Test
    @Tag("R54")
    @Tag("R55")
    void aKilledSessionIsBroughtBackOnAnotherMachine() {
        var id = Fleet.newId(project);
        fleet.records(id, RecordedRun.records("03-killed-mid-tool"));
        var row = Map.<String, Object>of(
                "last_heartbeat", Instant.now().minusSeconds(300).toString());
        fleet.instance(id, 2, row);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var context = store.load(List.of(id)).getFirst();
            assertThat(context.instance()).isNotNull();
            assertThat(context.evidence().session().events().last()).isEqualTo(5);
            assertThat(context.evidence().toolCalls().last().items()).hasSize(2);
        });

        resume(Map.of("hint", "  " + id.substring(id.length() - 6).toUpperCase(Locale.ROOT), "host_machine", "desktop"))
                .statusCode(200)
                .body("outcome", equalTo("resumed"))
                .body("rule", equalTo("short_id"))
                .body("resumed_from", equalTo(id))
                .body("instance_id", not(equalTo(id)))
                .body("summary.goal", equalTo("Run the slow migration for the discount column."))
                .body("summary.files.path", equalTo(List.of("src/cart.js", "migrations/001_discounts.sql")))
                .body("summary.running_tool.target", equalTo("echo migrating; sleep 45; echo migrated"))
                .body("summary.host_machine", equalTo("laptop"))
                .body("next_steps.size()", lessThanOrEqualTo(5))
                .body("next_steps[0]", containsString("still running"))
                .body("drift", hasItem(containsString("this is desktop")))
                .body("confidence.level", matchesPattern("high|moderate|low|very-low"))
                .body("evidence.source", hasItem("event 5"))
                .body("context_markdown", containsString("# Resuming " + id))
                .body("handoff_file_name", matchesPattern("\\d{4}-\\d\\d-\\d\\d-\\d{4}-no-epic-resume.md"));
    }

    @Test
    @Tag("R53")
    void theLoserOfTwoIsToldByTheRegistryAndTheSameCallerGetsTheSameAnswer() {
        var id = interrupted(Map.of());
        var first = resume(Map.of("hint", id)).statusCode(200).extract().path("instance_id");

        resume(Map.of("hint", id)).statusCode(200).body("instance_id", equalTo(first));
        resume(Map.of("hint", id, "client_session_id", "another"))
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("already_claimed"));
    }

    @Test
    @Tag("R52")
    void severalMatchesAreAListAndTheChoiceIsFromThatList() {
        var older = interrupted(
                Map.of("last_heartbeat", Instant.now().minusSeconds(900).toString(), "current_epic", "epic-003"));
        var newer = interrupted(
                Map.of("last_heartbeat", Instant.now().minusSeconds(400).toString()));
        var listId = resume(Map.of("hint", project))
                .statusCode(300)
                .body("rule", equalTo("project"))
                .body("message", containsString("2 sessions"))
                .body("matches.n", equalTo(List.of(1, 2)))
                .body("matches.instance_id", equalTo(List.of(newer, older)))
                .body("matches[1].current_epic", equalTo("epic-003"))
                .body("matches[1].host_machine", equalTo("laptop"))
                .extract()
                .path("list_id");
        interrupted(Map.of("last_heartbeat", Instant.now().minusSeconds(200).toString()));

        resume(Map.of("choice", 2, "list_id", listId)).statusCode(200).body("resumed_from", equalTo(older));
        resume(Map.of("hint", "1")).statusCode(200).body("resumed_from", equalTo(newer));
    }

    @Test
    @Tag("R52")
    void inATerminalAChoiceIsFromTheListThatTheSameTokenWasShownLast() {
        var older = interrupted(
                Map.of("last_heartbeat", Instant.now().minusSeconds(900).toString()));
        interrupted(Map.of());
        resumeInTerminal(Map.of("hint", project), agent).statusCode(300);
        resume(Map.of("hint", project)).statusCode(300); // in a session
        candidates("hint=" + older); // by a program

        resumeInTerminal(Map.of("choice", 2), TestTokens.operator(project))
                .statusCode(404)
                .body("code", equalTo("list_not_found"));
        resumeInTerminal(Map.of("choice", 2), agent).statusCode(200).body("resumed_from", equalTo(older));
    }

    @Test
    @Tag("R52")
    void aListTellsWhatEachWasDoing() {
        var prompt = "Round the cents.\n<b>Now</b>, and not \u001b[31mlater. " + "x".repeat(200);
        var asked = worked(List.of(prompt(1, prompt), prompt(2, "resume 8f4a2b")));
        var continuing = interrupted(Map.of(
                "client",
                "codex",
                "last_heartbeat",
                Instant.now().minusSeconds(900).toString()));
        var before = worked(List.of(prompt(1, "Translate it")));
        fleet.instance(before, 2, Map.of("superseded_by", continuing));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> candidates("hint=" + project)
                        .body("matches.instance_id", equalTo(List.of(asked, continuing)))
                        .body("matches.client", equalTo(List.of("claude-code", "codex")))
                        .body("matches.working_directory", everyItem(equalTo("/home/dev/shop")))
                        .body("matches[0].goal", startsWith("Round the cents. ‹b>Now‹/b>, and not later. xxx"))
                        .body("matches[0].goal.length()", equalTo(120))
                        .body("matches[1].goal", equalTo("Translate it")));
    }

    private ValidatableResponse candidates(String query) {
        return given().auth()
                .oauth2(agent)
                .get("/api/v1/resume/candidates?" + query)
                .then()
                .statusCode(200);
    }

    private static EventAppended prompt(long sequence, String text) {
        return Records.event(sequence, "user_message", Map.of("text", text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3, 100})
    @Tag("R52")
    void aNumberThatIsNotOnTheListIsRefusedWithTheRange(int choice) {
        interrupted(Map.of());
        interrupted(Map.of());
        var listId = resume(Map.of("hint", project)).statusCode(300).extract().path("list_id");

        resume(Map.of("choice", choice, "list_id", listId))
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors[0].field", equalTo("choice"))
                .body("errors[0].message", containsString("1–2"));
    }

    @Test
    void aListIsForWhoSawIt() {
        interrupted(Map.of());
        interrupted(Map.of());
        var listId = resume(Map.of("hint", project)).statusCode(300).extract().path("list_id");

        resume(Map.of("choice", 1, "list_id", listId), TestTokens.operator(project))
                .statusCode(404)
                .body("code", equalTo("list_not_found"));
        resume(Map.of("choice", 1, "client_session_id", "a session without a list"))
                .statusCode(404);
    }

    @Test
    @Tag("R51")
    void aLivingSessionIsRefusedWithItsTrueAgeUnlessAnOperatorForcesIt() {
        var id = interrupted(Map.of(
                "status",
                "active",
                "last_heartbeat",
                Instant.now().minusSeconds(70).toString(),
                "age_seconds",
                40)); // the registry has heard of it since

        resume(Map.of("hint", id, "force", true))
                .statusCode(409)
                .body("code", equalTo("instance_active"))
                .body("age_seconds", equalTo("40"));
        resume(Map.of("hint", id, "force", true), TestTokens.operator(project))
                .statusCode(200)
                .body("drift", hasItem(containsString("may still be running")));
    }

    @Test
    @Tag("R97")
    @Tag("R51")
    void aQuietSessionIsResumedByItsIdOnlyAndWithAWarning() {
        var id = interrupted(Map.of("status", "active", "age_seconds", 420, "quiet", true));

        resume(Map.of("hint", project))
                .statusCode(409)
                .body("code", equalTo("instance_active"))
                .body("detail", allOf(containsString("name it"), endsWith("./continuity resume " + id)));
        given().auth()
                .oauth2(agent)
                .get("/api/v1/resume/candidates?hint=" + project)
                .then()
                .body("matches", empty());
        resume(Map.of("hint", id.substring(id.length() - 6)))
                .statusCode(200)
                .body("drift", hasItem(containsString("may still be running")))
                .body("context_markdown", containsString("*may still be at work*"));
    }

    @Test
    @Tag("R51")
    void theOnlyLivingSessionOfTheProjectIsNamedToWhoeverAsksForTheLatest() {
        var id = interrupted(Map.of("status", "active", "age_seconds", 40));
        var latest = Map.<String, Object>of("project", project, "force", true);

        resume(latest, TestTokens.operator(project))
                .statusCode(409)
                .body("code", equalTo("instance_active"))
                .body("detail", startsWith(id + " is active: its last sign of life is 40 s old"));

        var other = interrupted(Map.of("status", "active"));

        resume(latest, TestTokens.operator(project))
                .statusCode(404)
                .body("detail", allOf(containsString("(still active: "), containsString(id), containsString(other)));
    }

    @Test
    @Tag("R51")
    void aSessionThatTheRegistryCallsStaleIsResumedThoughNoMessageSaysSoYet() {
        var id = interrupted(Map.of("status", "active"));
        fleet.knownToRegistry(id, Map.of("status", "stale"));

        resume(Map.of("hint", project)).statusCode(200).body("resumed_from", equalTo(id));
    }

    @Test
    @Tag("R51")
    void aSessionThatWokeUpIsNotTakenThoughNoMessageSaysSoYet() {
        var id = interrupted(Map.of());
        fleet.knownToRegistry(id, Map.of("status", "active", "age_seconds", 5));

        for (var hint : List.of(id, project)) {
            resume(Map.of("hint", hint))
                    .statusCode(409)
                    .body("code", equalTo("instance_active"))
                    .body("age_seconds", equalTo("5"));
        }
    }

    @Test
    @Tag("R51")
    void howASessionEndedIsToldByTheRegistryThoughNoMessageSaysSoYet() {
        var id = interrupted(Map.of("status", "active"));
        fleet.knownToRegistry(id, Map.of("status", "closed", "closed_reason", "logout"));

        resume(Map.of("hint", id))
                .statusCode(200)
                .body("context_markdown", containsString("*finished*"))
                .body("context_markdown", not(containsString("may still be")));
    }

    @Test
    @Tag("R49")
    void anIdAtAnotherMachineMeansNothing() {
        var id = interrupted(Map.of());

        resume(Map.of("hint", id + "@elsewhere")).statusCode(404).body("code", equalTo("instance_not_found"));
        resume(Map.of("hint", id + "@laptop")).statusCode(200).body("rule", equalTo("id_at_machine"));
    }

    @Test
    @Tag("R51")
    void anInterruptedSessionIsFoundBehindHundredsOfFinishedOnes() {
        var id = interrupted(Map.of());
        for (int i = 0; i < 600; i++) {
            var finished = Records.changed(Records.instance(InstanceStatus.CLOSED, "logout"), 1, Instant.now());
            store.insert(new Context(
                    Fleet.newId(project), project, Evidence.of(finished), 0, FoldVersion.CURRENT, Condition.SOUND));
        }

        resume(Map.of("hint", project)).statusCode(200).body("resumed_from", equalTo(id));
    }

    @Test
    @Tag("R104")
    void whatWasTypedComesBackShortAndWithoutWhatSteersTerminals() {
        resume(Map.of("hint", "\u001b[2Jnobody\u202e" + "a".repeat(150)))
                .statusCode(404)
                .body("detail", containsString("nobody"))
                .body("detail", not(containsString("\u001b")))
                .body("detail", not(containsString("\u202e")))
                .body("detail.length()", lessThan(200));
    }

    @Test
    @Tag("R96")
    void textThatNoDatabaseCanHoldIsRefusedByItsField() {
        for (var field : List.of("hint", "project", "client_session_id")) {
            resume(Map.of(field, "a\u0000b"))
                    .statusCode(400)
                    .body("code", equalTo("validation_failed"))
                    .body("errors.field", equalTo(List.of(field)));
        }
        given().auth()
                .oauth2(agent)
                .urlEncodingEnabled(false)
                .get("/api/v1/resume/colleagues?project=odin&instance_id=%00")
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("instance_id")));
    }

    @Test
    @Tag("R51")
    void aSessionThatWasResumedNamesItsSuccessor() {
        var id = interrupted(Map.of("superseded_by", "odin-PS-123456"));

        resume(Map.of("hint", id))
                .statusCode(409)
                .body("code", equalTo("instance_superseded"))
                .body("superseded_by", equalTo("odin-PS-123456"));
    }

    @Test
    @Tag("R51")
    void aFinishedRunIsFoundOnlyByItsIdOrOnRequest() {
        var id = interrupted(Map.of("status", "closed", "closed_reason", "logout"));

        resume(Map.of("hint", project)).statusCode(404).body("code", equalTo("instance_not_found"));
        given().auth()
                .oauth2(agent)
                .get("/api/v1/resume/candidates?include_closed=true&hint=" + project)
                .then()
                .statusCode(200)
                .body("matches.instance_id", equalTo(List.of(id)));
        resume(Map.of("hint", id))
                .statusCode(200)
                .body("summary.finished", equalTo(true))
                .body("context_markdown", containsString("*finished*"));
    }

    @Test
    @Tag("R51")
    void aConnectionThatDroppedIsAnInterruption() {
        var id = interrupted(Map.of(
                "status", "closed", "closed_reason", "other", "context_percent", 42, "context_source", "statusline"));

        resume(Map.of()).statusCode(200).body("rule", equalTo("latest")).body("resumed_from", equalTo(id));
    }

    @Test
    void nobodyResumesItself() {
        var id = interrupted(Map.of("client_session_id", session));

        resume(Map.of("hint", "latest")).statusCode(404);
        resume(Map.of("hint", id)).statusCode(409).body("code", equalTo("instance_is_caller"));
    }

    @Test
    @Tag("R55")
    @Tag("R60")
    void anInstanceOfWhichNoRecordHasArrivedIsResumedFromItsRegistryRow() {
        var id = Fleet.newId(project);
        fleet.knownToRegistry(id, Map.of());

        resume(Map.of("hint", id))
                .statusCode(200)
                .body("confidence.level", equalTo("very-low"))
                .body("confidence.warning", containsString("Verify"))
                .body("next_steps", hasSize(4))
                .body("context_markdown", containsString("registry row only"));
    }

    @Test
    void anUnknownIdIsNotFound() {
        resume(Map.of("hint", Fleet.newId(project))).statusCode(404).body("code", equalTo("instance_not_found"));
    }

    @Test
    void candidatesStayWithinTheCallersProjects() {
        var id = interrupted(Map.of());

        given().auth()
                .oauth2(TestTokens.agent("odin", "desktop"))
                .get("/api/v1/resume/candidates?hint=" + id)
                .then()
                .statusCode(200)
                .body("matches", hasSize(0));
    }

    @Test
    void aViewerMayLookButNotResume() {
        var id = interrupted(Map.of());

        resume(Map.of("hint", id), TestTokens.viewer(project)).statusCode(403);
    }

    @Test
    @Tag("R62")
    void aHandoffIsADocumentWithAFileName() {
        var id = interrupted(Map.of("current_epic", "epic-003"));

        var handoff = given().auth()
                .oauth2(TestTokens.viewer(project))
                .get("/api/v1/instances/{id}/handoff", id)
                .then()
                .statusCode(200)
                .contentType(containsString("text/markdown"))
                .header(
                        "Content-Disposition",
                        matchesPattern("attachment; filename=\"\\d{4}-\\d\\d-\\d\\d-\\d{4}-epic-003-resume.md\""))
                .extract()
                .asString();
        assertThat(handoff).startsWith("# Handoff of " + id);
    }

    @Test
    @Tag("R104")
    void aRunIsReadByItsShortIdToo() {
        var id = interrupted(Map.of());
        var shortId = id.substring(id.length() - 6);

        for (var name : List.of(shortId, shortId.toUpperCase(Locale.ROOT), id + "@laptop")) {
            read("handoff", name).statusCode(200).body(startsWith("# Handoff of " + id));
        }
        read("context", shortId).statusCode(200);
        read("handoff", "ffff99")
                .statusCode(404)
                .body("code", equalTo("instance_not_found"))
                .body("detail", containsString("ffff99"));
    }

    @Test
    @Tag("R104")
    void aNameThatFitsSeveralRunsSaysSo() {
        fleet.knownToRegistry("p1-PS-eeee01", Map.of());
        fleet.knownToRegistry("p1-PS-eeee02", Map.of());

        read("handoff", "eeee")
                .statusCode(400)
                .body("errors[0].field", equalTo("id"))
                .body("errors[0].message", containsString("2 instances begin with eeee"));
    }

    private ValidatableResponse read(String what, String id) {
        return given().auth()
                .oauth2(TestTokens.viewer(project))
                .get("/api/v1/instances/{id}/{what}", id, what)
                .then();
    }

    @Test
    @Tag("R103")
    void workOfAnotherInstanceInTheSameFilesSinceThenIsDrift() {
        var id = worked(List.of(Records.edit(100, "/home/dev/shop/src/a.js"), branch(1, 101)));
        var later = worked(List.of(Records.edit(200, "/home/dev/shop/src/a.js")));
        var sameBranch = worked(List.of(branch(1, 300)));
        worked(List.of(Records.edit(50, "/home/dev/shop/src/a.js")));
        worked(List.of(Records.edit(400, "/home/dev/shop/src/b.js")));

        resume(Map.of("hint", id))
                .statusCode(200)
                .body("drift.findAll { it.contains('worked since then') }", hasSize(2))
                .body(
                        "drift",
                        hasItem(allOf(
                                startsWith(later),
                                containsString("in the same files, src/a.js"),
                                endsWith("[" + later + " command " + Records.id(200) + "]."))))
                .body("drift", hasItem(allOf(startsWith(sameBranch), containsString("on the same branch, “cents”"))));
    }

    @Test
    @Tag("R98")
    @Tag("R103")
    void whoWorkedOnAfterItsWorkWasTakenOverIsNamed() {
        var obedient = worked(List.of(Records.edit(100, "/home/dev/shop/src/a.js"), lastWords(1, 250)));
        var stubborn = worked(
                List.of(Records.edit(100, "/home/dev/shop/src/a.js"), Records.edit(250, "/home/dev/shop/src/a.js")));

        resume(Map.of("hint", winnerOver(obedient)))
                .statusCode(200)
                .body("drift", everyItem(not(startsWith(obedient))));
        resume(Map.of("hint", winnerOver(stubborn)))
                .statusCode(200)
                .body("drift", hasItem(allOf(startsWith(stubborn), containsString("in the same files, src/a.js"))));
    }

    /** What git says when a session ends. */
    private static EventAppended lastWords(long sequence, long second) {
        return Records.git(sequence, Records.at(second), Map.of("hook", "SessionEnd"), "src/a.js");
    }

    /** Took its work over at second 150. */
    private String winnerOver(String loser) {
        var winner = worked(List.of(Records.edit(200, "/home/dev/shop/src/a.js")));
        var takenOver = Map.of(
                "status",
                "closed",
                "closed_reason",
                "superseded",
                "superseded_by",
                winner,
                "closed_at",
                Records.at(150).toString());
        fleet.instance(loser, 2, takenOver);
        fleet.instance(winner, 2, Map.of("resumed_from", loser));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(registered(loser).supersededBy()).isEqualTo(winner);
            assertThat(registered(winner).resumedFrom()).isEqualTo(loser);
        });
        return winner;
    }

    private Instance registered(String id) {
        return Objects.requireNonNull(store.load(List.of(id)).getFirst().instance());
    }

    private static EventAppended branch(long sequence, long second) {
        return Records.event(
                sequence,
                Records.at(second),
                "commit_created",
                Map.of("commit_hash", "abc%04x".formatted(second), "message", "x", "branch", "cents"));
    }

    private String worked(List<?> records) {
        var id = Fleet.newId(project);
        fleet.records(id, records);
        fleet.instance(id, 1, Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.load(List.of(id)).stream()
                        .anyMatch(context -> context.instance() != null
                                && context.evidence().session().work().seen() != null));
        return id;
    }
}
