package continuity.missioncontrol.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import continuity.testkit.Backbone;
import continuity.testkit.Recording;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the hooks of Codex, Gemini CLI and opencode, through the socket. */
@QuarkusTest
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(StandIns.class)
@Tag("R68")
class OtherClientsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String session = UUID.randomUUID().toString();

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void startAfresh() {
        AgentClient.awaitDelivered(metrics);
        StandIns.reset();
    }

    /** The first session of that recording, every hook twice. */
    private static void play(String client) {
        var hooks = Recording.inNewSessions(Recording.load(client));
        var first = hooks.stream().flatMap(hook -> hook.sessionId().stream()).findFirst();
        for (var hook : hooks) {
            if (hook.sessionId().equals(first)) {
                AgentClient.post("/hooks/" + client, hook.body());
                AgentClient.post("/hooks/" + client, hook.body());
            }
        }
    }

    private static List<String> tools() {
        return StandIns.requests("POST", "/commands").stream()
                .map(request -> request.body().path("tool_name").asText()
                        + (request.body().path("success").asBoolean() ? "" : " failed"))
                .toList();
    }

    private static void assertRegisteredAs(String client) {
        assertThat(StandIns.requests("POST", "/instances")).isNotEmpty().allSatisfy(request -> {
            assertThat(request.body().path("client").asText()).isEqualTo(client);
            assertThat(request.body().path("working_directory").asText()).isEqualTo("/home/dev/shop");
            assertThat(request.body().path("host_machine").asText()).isEqualTo("laptop");
        });
    }

    @Test
    @Tag("R22")
    void aRecordedSessionOfCodexIsDelivered() {
        play("codex");

        await().atMost(SOON).until(() -> tools().size() >= 5);
        assertThat(tools()).containsExactly("Bash", "apply_patch", "Bash", "Bash", "Bash");
        assertRegisteredAs("codex");
    }

    @Test
    @Tag("R22")
    void aRecordedSessionOfGeminiIsDelivered() {
        play("gemini");

        await().atMost(SOON).until(() -> tools().size() >= 6);
        assertThat(tools())
                .containsExactly("Read", "Edit", "Write", "Bash failed", "mcp__resume__search_memory", "Bash");
        assertThat(StandIns.requests("POST", "/checkpoints")).isEmpty();
        assertRegisteredAs("gemini");
    }

    @Test
    @Tag("R22")
    void aRecordedSessionOfOpencodeIsDelivered() {
        play("opencode");

        await().atMost(SOON).until(() -> tools().size() >= 7);
        assertThat(tools())
                .containsExactly("Read", "Edit", "Write", "Bash failed", "TodoWrite", "resume_search_memory", "Bash");
        assertRegisteredAs("opencode");
    }

    @ParameterizedTest
    @CsvSource({"codex, SessionStart", "gemini, SessionStart"})
    @Tag("R109")
    void aStartingSessionIsToldWhoItIs(String client, String event) {
        hook(client, event, ",\"source\":\"startup\"")
                .statusCode(200)
                .body("hookSpecificOutput.hookEventName", equalTo("SessionStart"))
                .body(
                        "hookSpecificOutput.additionalContext",
                        containsString("recorded by Session Continuity as shop-PS-"));
    }

    @ParameterizedTest
    @CsvSource({"codex, UserPromptSubmit", "gemini, BeforeAgent"})
    @Tag("R67")
    void aResumePromptIsAnsweredInTheClientsOwnFormat(String client, String event) {
        hook(client, event, ",\"prompt\":\"resume 8f4a2b\"")
                .statusCode(200)
                .body("hookSpecificOutput.hookEventName", equalTo(event))
                .body("hookSpecificOutput.additionalContext", equalTo("# You were fixing the cart"));

        var request = StandIns.requests("POST", "/resume").getFirst().body();
        assertThat(request.path("hint").asText()).isEqualTo("8f4a2b");
        assertThat(request.path("client").asText()).isEqualTo(client);
        assertThat(request.path("client_session_id").asText()).isEqualTo(session);
    }

    @Test
    @Tag("R67")
    void aResumePromptOfOpencodeIsAnsweredForItsPlugin() {
        AgentClient.post("/hooks/opencode", """
                {"hook_event_name":"chat.message","input":{"sessionID":"%s"},
                 "output":{"parts":[{"type":"text","text":"\\"resume 8f4a2b\\""}]}}""".formatted(session))
                .statusCode(200)
                .body("hookSpecificOutput.additionalContext", equalTo("# You were fixing the cart"));
    }

    @Test
    void twoClientsMayHaveTheSameSessionId() {
        hook("codex", "SessionStart", ",\"source\":\"startup\"").statusCode(200);
        hook("gemini", "SessionStart", ",\"source\":\"startup\"").statusCode(200);

        assertThat(StandIns.requests("POST", "/instances"))
                .extracting(request -> request.body().path("client").asText())
                .containsExactlyInAnyOrder("codex", "gemini");
    }

    @ParameterizedTest
    @ValueSource(strings = {"codex", "gemini", "opencode"})
    void whatIsNoHookStopsNobody(String client) {
        for (var body : List.of("", "not json", "{}", "[1]", "{\"hook_event_name\":\"New\",\"session_id\":\"s\"}")) {
            AgentClient.post("/hooks/" + client, body).statusCode(204);
        }
    }

    private ValidatableResponse hook(String client, String event, String fields) {
        return AgentClient.post("/hooks/" + client, """
                {"session_id":"%s","hook_event_name":"%s","cwd":"/home/dev/shop"%s}""".formatted(session, event, fields));
    }
}
