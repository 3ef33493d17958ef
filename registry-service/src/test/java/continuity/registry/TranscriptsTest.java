package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import continuity.testkit.TestTokens;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
@Tag("R71")
class TranscriptsTest {

    private static final String ELSEWHERE = "/home/mia/.claude/projects/-home-mia-shop/bc7723f3.jsonl";

    private final String project = Api.newProject();
    private String instance = "";

    @BeforeEach
    void register() {
        instance = Api.registered(project);
    }

    @Test
    void aLinkIsKeptAndTheLastOneCounts() {
        link(instance, Map.of("path", "/home/mia/.codex/sessions/old.jsonl", "client_session_id", "old"))
                .statusCode(201);

        link(instance, Map.of("path", ELSEWHERE, "client_session_id", "bc7723f3"))
                .statusCode(201)
                .body("path", equalTo(ELSEWHERE));

        view(instance, Map.of())
                .statusCode(200)
                .body("instance_id", equalTo(instance))
                .body("path", equalTo(ELSEWHERE))
                .body("client_session_id", equalTo("bc7723f3"))
                .body("available", equalTo(false))
                .body("reason", equalTo("not_on_this_machine"))
                .body("tail", empty());
    }

    @Test
    @Tag("R72")
    void whatLiesBelowARootIsShownInShort() throws IOException {
        var path = transcript("""
                {"type":"user","message":{"role":"user","content":"Add a discount, password=hunter2hunter2"}}
                broken
                {"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"Done."}]}}
                """);
        link(instance, Map.of("path", path, "client_session_id", "s")).statusCode(201);

        view(instance, Map.of("head", 1, "tail", 1))
                .statusCode(200)
                .body("available", equalTo(true))
                .body("reason", nullValue())
                .body("head.role", contains("user"))
                .body("head[0].text", containsString("[REDACTED:"))
                .body("tail.text", contains("Done."))
                .body("malformed_lines", equalTo(0));
        view(instance, Map.of())
                .body("head", empty())
                .body("tail.role", contains("user", "assistant"))
                .body("malformed_lines", equalTo(1));
    }

    @Test
    void aFileThatLeadsOutOfTheRootsIsNotShown() throws IOException {
        var outside = Files.writeString(
                Files.createDirectories(Path.of("target/outside")).resolve(UUID.randomUUID() + ".jsonl"),
                "{\"role\":\"user\",\"content\":\"private\"}");
        var path = Path.of(transcript(""));
        Files.delete(path);
        Files.createSymbolicLink(path, outside.toAbsolutePath());
        link(instance, Map.of("path", path.toString(), "client_session_id", "s"))
                .statusCode(201);

        view(instance, Map.of())
                .statusCode(200)
                .body("available", equalTo(false))
                .body("reason", equalTo("path_not_permitted"))
                .body("tail", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "/home/mia/.claude/projects/../../.ssh/id.jsonl", "a.jsonl"})
    void aPathOutsideOfTheRootsIsRefused(String path) {
        link(instance, Map.of("path", path, "client_session_id", "s"))
                .statusCode(403)
                .body("code", equalTo("path_not_permitted"))
                .body("field", equalTo("path"));
        view(instance, Map.of()).statusCode(404).body("code", equalTo("transcript_not_linked"));
    }

    @Test
    @Tag("R96")
    void wrongFieldsAreNamed() {
        link(instance, Map.of("client_session_id", "s")).statusCode(400).body("errors.field", contains("path"));
        link(instance, Map.of("path", ELSEWHERE)).statusCode(400).body("errors.field", contains("client_session_id"));
        link(instance, Map.of("path", "/a\u0000.jsonl", "client_session_id", "a\nb"))
                .statusCode(400)
                .body("errors.field", contains("path", "client_session_id"));
        view(instance, Map.of("tail", "-1")).statusCode(400).body("errors.field", contains("tail"));
        view(instance, Map.of("head", "all")).statusCode(400).body("errors.field", contains("head"));
    }

    @Test
    @Tag("R88")
    void anInstanceThatTheCallerDoesNotSeeIsNotFound() {
        var body = Map.of("path", ELSEWHERE, "client_session_id", "s");
        link("p-PS-000000", body).statusCode(404).body("code", equalTo("instance_not_found"));
        link("%", body).statusCode(404);
        var stranger = TestTokens.agent("another", "laptop");

        Api.as(stranger)
                .body(body)
                .post("/api/v1/instances/{id}/transcript", instance)
                .then()
                .statusCode(404);
        Api.as(stranger)
                .get("/api/v1/instances/{id}/transcript", instance)
                .then()
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
        Api.as(TestTokens.viewer(project))
                .body(body)
                .post("/api/v1/instances/{id}/transcript", instance)
                .then()
                .statusCode(403);
    }

    @Test
    void onlyTheInstancesOwnMachineLinks() {
        var onOdin = Api.registered(project, "odin3");

        Api.as(TestTokens.agent(project, "laptop"))
                .body(Map.of("path", ELSEWHERE, "client_session_id", "s"))
                .post("/api/v1/instances/{id}/transcript", onOdin)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    @Tag("R38")
    void aPurgeTakesTheLinkAlong() throws SQLException {
        link(instance, Map.of("path", ELSEWHERE, "client_session_id", "s")).statusCode(201);

        Api.asAdmin()
                .body(Map.of("reason", "asked"))
                .delete("/api/v1/instances/{id}", instance)
                .then()
                .statusCode(202);

        assertThat(Rows.text("SELECT count(*) FROM registry.transcripts WHERE instance_id = '" + instance + "'"))
                .isEqualTo("0");
        view(instance, Map.of()).statusCode(404);
    }

    private static ValidatableResponse link(String id, Map<String, ?> body) {
        return Api.asAdmin()
                .body(body)
                .post("/api/v1/instances/{id}/transcript", id)
                .then();
    }

    private static ValidatableResponse view(String id, Map<String, ?> query) {
        return Api.asAdmin()
                .queryParams(query)
                .get("/api/v1/instances/{id}/transcript", id)
                .then();
    }

    /** A file below the root that the tests are configured with. */
    private static String transcript(String lines) throws IOException {
        var directory = Files.createDirectories(Path.of("target/transcripts/shop"));
        return Files.writeString(directory.resolve(UUID.randomUUID() + ".jsonl"), lines)
                .toAbsolutePath()
                .toString();
    }
}
