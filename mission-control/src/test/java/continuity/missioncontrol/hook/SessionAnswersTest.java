package continuity.missioncontrol.hook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import continuity.testkit.Backbone;
import continuity.testkit.RecordedHook;
import continuity.testkit.Recording;
import continuity.testkit.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an agent is told that waits for an answer. */
@QuarkusTest
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(StandIns.class)
class SessionAnswersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String session = UUID.randomUUID().toString();

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void startAfresh() {
        AgentClient.awaitDelivered(metrics);
        StandIns.reset();
    }

    @Test
    @Tag("R109")
    void aStartingSessionIsToldWhoItIsAndWhatItCouldResume() {
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"")
                .statusCode(200)
                .body("hookSpecificOutput.hookEventName", equalTo("SessionStart"))
                .body(
                        "hookSpecificOutput.additionalContext",
                        containsString("recorded by Session Continuity as shop-PS-"))
                .body("hookSpecificOutput.additionalContext", containsString("on machine laptop (project shop)"))
                .body("hookSpecificOutput.additionalContext", containsString("2 interrupted sessions"))
                .body("hookSpecificOutput.additionalContext", containsString("`resume aaaaaa`"));

        var registrations = StandIns.requests("POST", "/instances");
        assertThat(registrations).hasSize(1);
        assertThat(registrations.getFirst().header("idempotency-key")).hasSize(36);
        assertThat(registrations.getFirst().body().path("working_directory").asText())
                .isEqualTo("/home/dev/shop");
    }

    @Test
    void aSessionAfterAClearIsRegisteredWithTheOneBeforeIt() {
        var recorded = Recording.load("02-normal-interactive-compact-clear").stream()
                .filter(hook -> hook.event().startsWith("Session"))
                .toList();
        var inNewSessions = Recording.inNewSessions(recorded);

        inNewSessions.forEach(hook -> AgentClient.post(hook.body()));

        await().atMost(SOON).until(() -> StandIns.requests("POST", "/close").size() == 2);
        var registrations = StandIns.requests("POST", "/instances").stream()
                .map(StandIns.Request::body)
                .toList();
        assertThat(registrations).hasSize(2);
        assertThat(registrations.getFirst().has("previous_client_session_id")).isFalse();
        assertThat(registrations.getLast().path("previous_client_session_id"))
                .isEqualTo(registrations.getFirst().path("client_session_id"));
        assertThat(registrations.getLast().path("link_confidence").asText()).isEqualTo("high");
    }

    @Test
    @Tag("R68")
    void aSessionThatStartsWhileTheRegistryIsAwayIsRegisteredLater() {
        StandIns.goAway("/api/v1/instances");
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"").statusCode(204);
        StandIns.comeBack();

        await().atMost(SOON).until(() -> StandIns.requests("POST", "/instances").size() == 1);
    }

    @Test
    void afterACompactionTheSessionIsToldAgainAndNotRegisteredAgain() {
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"").statusCode(200);

        AgentClient.hook(session, "SessionStart", ",\"source\":\"compact\"")
                .statusCode(200)
                .body("hookSpecificOutput.additionalContext", containsString("shop-PS-"));

        assertThat(StandIns.requests("POST", "/instances")).hasSize(1);
    }

    @Test
    @Tag("R67")
    void aResumePromptIsAnsweredWithTheContext() {
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\" Resume  8f4a2b\"")
                .statusCode(200)
                .body("hookSpecificOutput.hookEventName", equalTo("UserPromptSubmit"))
                .body("hookSpecificOutput.additionalContext", equalTo("# You were fixing the cart"));

        var request = StandIns.requests("POST", "/resume").getFirst().body();
        assertThat(request.path("hint").asText()).isEqualTo("8f4a2b");
        assertThat(request.path("client_session_id").asText()).isEqualTo(session);
        assertThat(request.path("host_machine").asText()).isEqualTo("laptop");
    }

    @Test
    @Tag("R52")
    void afterAListANumberChoosesFromIt() {
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"resume several\"")
                .statusCode(200)
                .body("hookSpecificOutput.additionalContext", containsString("1. shop-PS-aaaaaa on machine loki"))
                .body("hookSpecificOutput.additionalContext", containsString("2. shop-PS-bbbbbb, epic 003"));

        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"resume 2\"")
                .statusCode(200);

        var choice = StandIns.requests("POST", "/resume").getLast().body();
        assertThat(choice.path("choice").asInt()).isEqualTo(2);
        assertThat(choice.path("list_id").asText()).isEqualTo("l7");
        assertThat(choice.has("hint")).isFalse();
    }

    @Test
    @Tag("R52")
    void withoutAListANumberIsAHint() {
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"resume 2\"")
                .statusCode(200);

        assertThat(StandIns.requests("POST", "/resume")
                        .getLast()
                        .body()
                        .path("hint")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    @Tag("R49")
    void aResumePromptNamesTheProjectOfItsSession() {
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"resume\"").statusCode(200);

        var request = StandIns.requests("POST", "/resume").getLast().body();
        assertThat(request.path("project").asText()).isEqualTo("shop");
        assertThat(request.has("hint")).isFalse();
    }

    @Test
    @Tag("R16")
    void aSessionWhoseHeartbeatIsRefusedBecauseItWasTakenOverIsToldOnce() {
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"").statusCode(200);
        StandIns.supersedeAllBy("shop-PS-dddddd");
        AgentClient.agent()
                .body("{\"session_id\":\"%s\",\"cwd\":\"/home/dev/shop\"}".formatted(session))
                .post(AgentClient.HOOKS + "/statusline")
                .then()
                .statusCode(200);

        isToldOnceOf("shop-PS-dddddd");
    }

    @Test
    @Tag("R16")
    void aSessionThatStartsAgainAfterItWasTakenOverIsToldOnce() {
        StandIns.supersedeAllBy("shop-PS-eeeeee");
        AgentClient.hook(session, "SessionStart", ",\"source\":\"resume\"").statusCode(204);

        isToldOnceOf("shop-PS-eeeeee");
    }

    private void isToldOnceOf(String successor) {
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"go on\"")
                .statusCode(200)
                .body("hookSpecificOutput.additionalContext", containsString("taken over by " + successor))
                .body("hookSpecificOutput.additionalContext", containsString("belongs to the old instance"))
                .body(
                        "hookSpecificOutput.additionalContext",
                        containsString("`resume %s` takes the work back"
                                .formatted(successor.substring(successor.length() - 6))));
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"go on\"").statusCode(204);
    }

    @Test
    void aResumeOfNothingIsAFact() {
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"resume nothing\"")
                .statusCode(200)
                .body("hookSpecificOutput.additionalContext", containsString("No session matches 'nothing'"));
    }

    @Test
    @Tag("R68")
    void anAnswerThatTakesTooLongIsNotGiven() {
        StandIns.hold("/api/v1/resume");

        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"resume\"").statusCode(204);

        StandIns.comeBack(); // the question goes on; let it end within this test
        await().atMost(SOON).until(() -> !StandIns.requests("POST", "/resume").isEmpty());
    }

    @Test
    @Tag("R64")
    @Tag("R100")
    void aStatusLineIsAHeartbeatAndGetsTheFooter() {
        var lines = Recording.inNewSessions(Recording.statusLine("02-normal-interactive-compact-clear"));

        var first = statusLine(lines.getFirst());
        var second = statusLine(lines.get(1));

        assertThat(first).startsWith("Instance: shop-PS-").contains("Epic: —");
        assertThat(second).isEqualTo(first);
        var beats = StandIns.requests("POST", "/heartbeat");
        assertThat(beats.getFirst().body().has("context_percent")).isFalse();
        assertThat(beats.getLast().body().path("context_percent").asInt()).isEqualTo(7);
        assertThat(beats.getLast().body().path("context_source").asText()).isEqualTo("claude-code statusline");
        assertThat(StandIns.requests("POST", "/instances")).hasSize(1);
    }

    @Test
    @Tag("R66")
    void withoutARegistryTheFooterIsEmpty() {
        StandIns.goAway("/api/v1/instances");

        var footer = statusLine(Recording.inNewSessions(Recording.statusLine("02-normal-interactive-compact-clear"))
                .getFirst());

        assertThat(footer).isEmpty();
    }

    private static String statusLine(RecordedHook line) {
        return AgentClient.agent()
                .body(line.body())
                .post(AgentClient.HOOKS + "/statusline")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    @Tag("R8")
    void anAgentOnThisMachineHasThisMachinesName() {
        var token = TestTokens.of("agent", List.of("agent"), List.of("shop"), null, Duration.ofHours(1));
        given().auth()
                .oauth2(token)
                .body("{\"session_id\":\"%s\",\"hook_event_name\":\"SessionStart\",\"cwd\":\"/x/shop\"}"
                        .formatted(session))
                .post(AgentClient.HOOKS)
                .then()
                .statusCode(200)
                .body("hookSpecificOutput.additionalContext", containsString("on machine odin3"));
    }
}
