package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import continuity.contracts.EventAppended;
import continuity.contracts.InstanceStatus;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which instances a hint finds, and the choice among them. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
class ChoiceListTest extends ResumeTestCase {

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
                .body("message", containsString("by the rule project: 2;"))
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
    void aNumberBesideAHintIsOfThatHintsList() {
        var older = interrupted(
                Map.of("last_heartbeat", Instant.now().minusSeconds(900).toString()));
        var newer = interrupted(Map.of("host_machine", "desk-" + project));
        var both = Map.of("hint", project, "choice", 2);

        resumeInTerminal(Map.of("hint", "desk-" + project, "choice", 1), agent)
                .statusCode(300)
                .body("matches.instance_id", equalTo(List.of(newer)));
        resumeInTerminal(both, agent).statusCode(300).body("matches.instance_id", equalTo(List.of(newer, older)));
        resumeInTerminal(both, agent).statusCode(200).body("resumed_from", equalTo(older));
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
    void anInterruptedSessionIsFoundBehindHundredsOfFinishedOnes() {
        var id = interrupted(Map.of());
        for (int i = 0; i < 600; i++) {
            var finished = Records.changed(Records.instance(InstanceStatus.CLOSED, "logout"), 1, Instant.now());
            store.insert(Context.fresh(Fleet.newId(project), project, Evidence.of(finished)));
        }

        resume(Map.of("hint", project)).statusCode(200).body("resumed_from", equalTo(id));
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
}
