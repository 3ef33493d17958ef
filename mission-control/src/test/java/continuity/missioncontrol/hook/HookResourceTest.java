package continuity.missioncontrol.hook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import continuity.testkit.Backbone;
import continuity.testkit.PlantedSecrets;
import continuity.testkit.Recording;
import continuity.testkit.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of hooks, through the socket. */
@QuarkusTest
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(StandIns.class)
class HookResourceTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String session = UUID.randomUUID().toString();

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void startAfresh() {
        AgentClient.awaitDelivered(metrics);
        StandIns.reset();
    }

    private static List<String> eventTypes() {
        return StandIns.requests("POST", "/events").stream()
                .map(request -> request.body().path("event_type").asText())
                .toList();
    }

    private static double counted(String outcome) {
        var line = given().auth()
                .oauth2(TestTokens.operator())
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(metric -> metric.startsWith("continuity_hooks_total{outcome=\"" + outcome))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
    }

    @Test
    @Tag("R22")
    void aRecordedSessionIsDeliveredInOrderExactlyOnce() {
        var hooks = Recording.inNewSessions(Recording.load("03-killed-mid-tool"));

        hooks.forEach(hook -> AgentClient.post(hook.body()));
        hooks.forEach(hook -> AgentClient.post(hook.body())); // a client that sends everything twice

        await().atMost(SOON).until(() -> StandIns.requests("POST", "/commands").size() >= 2);
        var records = StandIns.requests().stream()
                .filter(request -> request.path().matches("/api/v1/(commands|events)"))
                .map(request -> request.body().path("event_type").asText()
                        + request.body().path("tool_name").asText())
                .limit(6)
                .toList();
        assertThat(records).containsExactly("user_message", "tool_use", "Write", "tool_use", "Edit", "tool_use");
        assertThat(StandIns.requests("POST", "/commands")).hasSize(2);
    }

    @Test
    @Tag("R24")
    @Tag("R92")
    void whileAServiceIsAwayNothingIsLostAndNothingIsReordered() {
        var hooks = Recording.inNewSessions(Recording.load("03-killed-mid-tool"));
        StandIns.goAway("/api/v1/commands");
        StandIns.goAway("/api/v1/events");

        hooks.forEach(hook -> AgentClient.post(hook.body()));
        assertThat(eventTypes()).isEmpty();
        StandIns.comeBack();

        await().atMost(SOON).until(() -> eventTypes().size() == 4);
        assertThat(eventTypes()).containsExactly("user_message", "tool_use", "tool_use", "tool_use");
        assertThat(StandIns.requests("POST", "/commands"))
                .extracting(request -> request.body().path("tool_name").asText())
                .containsExactly("Write", "Edit");
    }

    @Test
    @Tag("R97")
    @Tag("R99")
    void theLastHookOfABusyMomentIsToldAsASignOfLife() {
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"");
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"do it\",\"prompt_id\":\"p1\"")
                .statusCode(204);
        AgentClient.hook(
                        session,
                        "PreToolUse",
                        ",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"prompt_id\":\"p1\",\"tool_input\":{}")
                .statusCode(204);

        await().atMost(SOON)
                .until(() -> lastBeat().path("running").path("tool").asText().equals("Bash"));
        assertThat(beats()).hasSize(2);
        assertThat(lastBeat().path("evidence").asText()).isEqualTo("hook");
        assertThat(lastBeat().path("hooks").path("stored").asInt()).isEqualTo(3);
        assertThat(lastBeat().path("hooks").path("waiting").asInt()).isZero();

        AgentClient.hook(session, "Stop", "").statusCode(204);
        await().atMost(SOON).until(() -> lastBeat().path("clear_running").asBoolean());
    }

    @Test
    @Tag("R93")
    @Tag("R97")
    void theLastHookBeforeASilenceIsToldThoughTheRegistryWasAway() {
        StandIns.goAway("/api/v1/instances/");
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"");
        AgentClient.hook(session, "PreToolUse", ",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"tool_input\":{}")
                .statusCode(204);
        await().atMost(SOON).until(() -> eventTypes().contains("tool_use"));
        await().atMost(SOON)
                .until(() -> metrics.get("continuity.journal.depth").gauge().value() == 0);
        StandIns.comeBack();

        await().atMost(SOON)
                .until(() -> lastBeat().path("running").path("tool").asText().equals("Bash"));
    }

    @Test
    @Tag("R71")
    void theTranscriptIsLinkedWhenTheSessionBegins() {
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"" + transcript());

        await().atMost(SOON)
                .until(() -> !StandIns.requests("POST", "/transcript").isEmpty());
        var link = StandIns.requests("POST", "/transcript").getFirst().body();
        assertThat(link.path("path").asText()).isEqualTo("/home/dev/.claude/projects/shop/" + session + ".jsonl");
        assertThat(link.path("client_session_id").asText()).isEqualTo(session);
    }

    @Test
    @Tag("R71")
    void aTranscriptThatCannotBeLinkedHoldsNothingUp() {
        StandIns.goAway("/api/v1/instances/");
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"" + transcript());
        AgentClient.hook(session, "PreToolUse", ",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"tool_input\":{}")
                .statusCode(204);

        await().atMost(SOON).until(() -> eventTypes().contains("tool_use"));
    }

    private String transcript() {
        return ",\"transcript_path\":\"/home/dev/.claude/projects/shop/%s.jsonl\"".formatted(session);
    }

    @Test
    @Tag("R14")
    void theRegistryIsToldThatAgentsCanBeHeard() {
        await().atMost(SOON)
                .until(() -> !StandIns.requests("POST", "/ingest/presence").isEmpty());
    }

    /** Of the one session that has sent an event since the start of the test. */
    private static List<StandIns.Request> beats() {
        var instance = StandIns.requests("POST", "/events").stream()
                .map(event -> event.body().path("instance_id").asText())
                .findFirst()
                .orElse("none");
        return StandIns.requests("POST", "/heartbeat").stream()
                .filter(beat -> beat.path().contains(instance))
                .toList();
    }

    private static JsonNode lastBeat() {
        var beats = beats();
        return beats.isEmpty() ? MissingNode.getInstance() : beats.getLast().body();
    }

    @Test
    void recordsAreSentForTheCallerWithOurOwnToken() {
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"do it\"").statusCode(204);

        await().atMost(SOON).until(() -> !eventTypes().isEmpty());
        var event = StandIns.requests("POST", "/events").getFirst();
        var caller = new String(
                Base64.getUrlDecoder().decode(event.header("x-continuity-on-behalf")), StandardCharsets.UTF_8);
        assertThat(caller).contains("agent@laptop").contains("shop");
        assertThat(event.header("authorization")).startsWith("Bearer ").isNotEqualTo("Bearer null");
        assertThat(event.body().path("generation").asInt()).isEqualTo(1);
        assertThat(event.body().path("instance_id").asText()).startsWith("shop-PS-");
    }

    @Test
    @Tag("R27")
    void noPlantedSecretIsSentOrJournalled() throws IOException {
        var hooks = Recording.inNewSessions(Recording.load("01-normal-headless"));

        hooks.forEach(hook -> AgentClient.post(hook.body()));
        await().atMost(SOON).until(() -> !StandIns.requests("POST", "/close").isEmpty());

        var sent = StandIns.requests().toString();
        var journalled = journal();
        assertThat(journalled).contains("PostToolUse");
        PlantedSecrets.all().forEach((name, secret) -> {
            assertThat(sent).as(name).doesNotContain(secret);
            assertThat(journalled).as(name).doesNotContain(secret);
        });
        assertThat(StandIns.requests("POST", "/commands")).hasSize(32);
    }

    private static String journal() throws IOException {
        var directory = Path.of(ConfigProvider.getConfig().getValue("continuity.journal.dir", String.class));
        var all = new StringBuilder();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    @Tag("R68")
    void whatIsNoHookIsCountedAndStopsNobody() {
        var before = counted("unreadable");

        AgentClient.post("not json").statusCode(204);
        AgentClient.post("[1,2]").statusCode(204);
        AgentClient.post("{\"session_id\":7}").statusCode(204);
        AgentClient.post("").statusCode(204);

        assertThat(counted("unreadable") - before).isEqualTo(4);
    }

    @Test
    @Tag("R44")
    void whatGitSaidIsTakenWhateverItsMediaTypeAndInItsPlace() {
        AgentClient.hook(session, "UserPromptSubmit", ",\"prompt\":\"do it\"").statusCode(204);
        git("\n\n# branch.oid (initial)\n# branch.head main\n? a\\b.txt\n", "application/octet-stream");
        AgentClient.hook(session, "Stop", "").statusCode(204);

        await().atMost(SOON).until(() -> eventTypes().size() == 3);
        assertThat(eventTypes()).containsExactly("user_message", "git_observed", "turn_ended");
        var event = StandIns.requests("POST", "/events").get(1).body();
        assertThat(event.path("instance_id").asText()).startsWith("shop-PS-");
        assertThat(event.at("/event_data/directory").asText()).isEqualTo("/home/dev/shop");
        assertThat(event.at("/event_data/machine").asText()).isEqualTo("laptop");
    }

    @Test
    @Tag("R68")
    void aPostOfTheGitHookThatSaysNothingIsNoError() {
        var before = counted("unreadable");

        git("", "text/plain");
        git("\n\n\n\n", "text/plain");
        assertThat(counted("unreadable") - before).isZero();

        git("\n\nfatal: detected dubious ownership\n", "text/plain");
        for (var body :
                new String[] {"", "not json\n\n# branch.head main", "{\"session_id\":1}\n\n# branch.head main"}) {
            AgentClient.agent()
                    .contentType("text/plain")
                    .body(body)
                    .post(AgentClient.HOOKS + "/git")
                    .then()
                    .statusCode(204);
        }
        assertThat(counted("unreadable") - before).isEqualTo(4);
        assertThat(eventTypes()).isEmpty();
    }

    @Test
    void aDirectoryWithLettersBeyondAsciiIsRegisteredAsItIs() throws IOException {
        var hook = "{\"session_id\":\"%s\",\"hook_event_name\":\"SessionStart\",\"source\":\"startup\"}"
                .formatted(session);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream()
                    .write("""
                    POST /hooks/claude-code HTTP/1.1\r
                    Host: 127.0.0.1:%d\r
                    Authorization: Bearer %s\r
                    X-Project-Dir: /home/dev/Läden 店\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    Connection: close\r
                    \r
                    %s""".formatted(RestAssured.port, TestTokens.agent("*", "laptop"), hook.length(), hook)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }

        assertThat(StandIns.requests("POST", "/instances")
                        .getFirst()
                        .body()
                        .path("working_directory")
                        .asText())
                .isEqualTo("/home/dev/Läden 店");
    }

    private void git(String said, String mediaType) {
        AgentClient.agent()
                .header("X-Project-Dir", "/home/dev/shop")
                .contentType(mediaType)
                .body(("{\"session_id\":\"%s\",\"hook_event_name\":\"Stop\"}" + said)
                        .formatted(session)
                        .getBytes(StandardCharsets.UTF_8))
                .post(AgentClient.HOOKS + "/git")
                .then()
                .statusCode(204);
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream()
                    .write(
                            "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
                                    .formatted(AgentClient.HOOKS, TestTokens.agent("shop", "laptop"), (16 << 20) + 1)
                                    .getBytes(StandardCharsets.UTF_8));

            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    @Tag("R68")
    void aLargeBodyUnderTheLimitIsKept() {
        var file = "x".repeat(9 << 20);
        AgentClient.hook(
                        session,
                        "PostToolUse",
                        (",\"tool_name\":\"Edit\",\"tool_use_id\":\"t1\",\"tool_input\":{\"file_path\":\"/a\"},"
                                        + "\"tool_response\":{\"filePath\":\"/a\",\"originalFile\":\"%s\",\"structuredPatch\":[]}")
                                .formatted(file))
                .statusCode(204);

        await().atMost(SOON).until(() -> !StandIns.requests("POST", "/commands").isEmpty());
        assertThat(StandIns.requests("POST", "/commands").getFirst().body().toString())
                .hasSizeLessThan(2_000);
    }

    @Test
    @Tag("R88")
    void withoutATokenNothingIsTaken() {
        given().contentType("application/json")
                .body("{}")
                .post(AgentClient.HOOKS)
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestTokens.viewer())
                .contentType("application/json")
                .body("{}")
                .post(AgentClient.HOOKS)
                .then()
                .statusCode(403);
    }

    @Test
    void pagesOfOthersAreRefusedEverywhere() {
        AgentClient.agent()
                .header("Origin", "https://evil.example")
                .body("{}")
                .post(AgentClient.HOOKS)
                .then()
                .statusCode(403);
        AgentClient.agent()
                .header("Origin", "https://evil.example")
                .get("/api/v1/instances")
                .then()
                .statusCode(403);
        AgentClient.agent()
                .header("Host", "evil.example")
                .get("/api/v1/instances")
                .then()
                .statusCode(421);
        AgentClient.agent()
                .header("Host", "evil.example")
                .body("{}")
                .post(AgentClient.HOOKS)
                .then()
                .statusCode(421);
    }

    @Test
    @Tag("R100")
    void aCompactionAsksForACheckpoint() {
        Recording.inNewSessions(Recording.load("05-auto-compaction")).forEach(hook -> AgentClient.post(hook.body()));

        await().atMost(SOON).until(() -> !StandIns.requests("POST", "/close").isEmpty());
        var checkpoints = StandIns.requests("POST", "/checkpoints");
        assertThat(checkpoints).hasSize(1);
        assertThat(checkpoints.getFirst().body().path("checkpoint_type").asText())
                .isEqualTo("context_window");
        assertThat(checkpoints.getFirst().header("idempotency-key")).hasSize(36);
    }

    @Test
    void theGatewayPassesRequestsOnWithTheCallersToken() {
        AgentClient.agent()
                .body("{\"instance_id\":\"x\"}")
                .post("/api/v1/commands?a=b")
                .then()
                .statusCode(202);

        var passed = StandIns.requests("POST", "/commands").getFirst();
        assertThat(passed.path()).isEqualTo("/api/v1/commands?a=b");
        assertThat(passed.header("authorization")).startsWith("Bearer ey");
        assertThat(passed.body().path("instance_id").asText()).isEqualTo("x");
    }

    @Test
    void theGatewaySaysWhatItDoesNotServe() {
        AgentClient.agent().get("/api/v1/nonsense").then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void bodiesOfUnknownLengthAreTakenToo() throws IOException, InterruptedException {
        var body =
                "{\"session_id\":\"%s\",\"hook_event_name\":\"UserPromptSubmit\",\"prompt\":\"hi\"}".formatted(session);

        assertThat(postChunked(body)).isEqualTo(204);
        await().atMost(SOON).until(() -> eventTypes().contains("user_message"));
    }

    @Test
    void endlessBodiesAreCutOff() throws IOException, InterruptedException {
        assertThat(postChunked("{\"a\":\"" + "x".repeat(17 << 20) + "\"}")).isEqualTo(413);
    }

    private static int postChunked(String body) throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + AgentClient.HOOKS))
                    .header("Authorization", "Bearer " + TestTokens.agent("shop", "laptop"))
                    .POST(HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
