package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import continuity.testkit.TestTokens;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
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

    private final String project = Api.newProject();
    private final String session = UUID.randomUUID().toString();
    private final String elsewhere = "/home/mia/.claude/projects/-home-mia-shop/" + session + ".jsonl";
    private final Map<String, String> link = Map.of("path", elsewhere, "client_session_id", session);
    private String instance = "";

    @BeforeEach
    void register() {
        instance = registered(project, "claude-code", session, "odin3");
    }

    @Test
    void aLinkIsKeptAndTheLastOneCounts() {
        var old = "/home/mia/.codex/sessions/rollout-2026-11-20T10-12-10-%s.jsonl".formatted(session);
        link(instance, Map.of("path", old, "client_session_id", session)).statusCode(201);

        link(instance, link).statusCode(201).body("path", equalTo(elsewhere));

        view(instance, Map.of())
                .statusCode(200)
                .body("instance_id", equalTo(instance))
                .body("path", equalTo(elsewhere))
                .body("client_session_id", equalTo(session))
                .body("available", equalTo(false))
                .body("reason", equalTo("not_on_this_machine"))
                .body("tail", empty());
    }

    @Test
    @Tag("R72")
    void whatLiesBelowARootIsShownInShort() throws IOException {
        var path = transcript(session, """
                {"type":"user","message":{"role":"user","content":"Add a discount, password=hunter2hunter2"}}
                broken
                {"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"Done."}]}}
                """);
        link(instance, Map.of("path", path, "client_session_id", session)).statusCode(201);

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
                Files.createDirectories(Path.of("target/outside")).resolve(session + ".jsonl"),
                "{\"role\":\"user\",\"content\":\"private\"}");
        var path = Path.of(transcript(session, ""));
        Files.delete(path);
        Files.createSymbolicLink(path, outside.toAbsolutePath());
        link(instance, Map.of("path", path.toString(), "client_session_id", session))
                .statusCode(201);

        view(instance, Map.of())
                .statusCode(200)
                .body("available", equalTo(false))
                .body("reason", equalTo("path_not_permitted"))
                .body("tail", empty());
    }

    @Test
    @Tag("R88")
    void theFileOfAnotherSessionIsNeitherLinkedNorShown() throws IOException, SQLException {
        var strangers = UUID.randomUUID().toString();
        var path = transcript(strangers, "{\"role\":\"user\",\"content\":\"private\"}");
        registered(Api.newProject(), "claude-code", strangers, "odin3");

        link(instance, Map.of("path", path, "client_session_id", session))
                .statusCode(403)
                .body("code", equalTo("path_not_permitted"))
                .body("detail", containsString("client_session_id"));
        link(instance, Map.of("path", path, "client_session_id", strangers))
                .statusCode(400)
                .body("errors.field", contains("client_session_id"));

        link(instance, link).statusCode(201);
        Rows.change("UPDATE registry.transcripts SET path = ? WHERE instance_id = ?", path, instance);
        view(instance, Map.of())
                .body("available", equalTo(false))
                .body("reason", equalTo("path_not_permitted"))
                .body("tail", empty());
    }

    @Test
    @Tag("R88")
    void aLinkToTheFileOfAnotherSessionIsNotFollowed() throws IOException {
        var strangers =
                Path.of(transcript(UUID.randomUUID().toString(), "{\"role\":\"user\",\"content\":\"private\"}"));
        var path = Files.createSymbolicLink(strangers.resolveSibling(session + ".jsonl"), strangers);
        link(instance, Map.of("path", path.toString(), "client_session_id", session))
                .statusCode(201);

        view(instance, Map.of()).body("reason", equalTo("path_not_permitted")).body("tail", empty());
    }

    @Test
    @Tag("R88")
    void theSessionOfAnotherProjectStaysTheirsUnderTheNameOfAnotherClient() throws IOException {
        var path = transcript(session, "{\"role\":\"user\",\"content\":\"private\"}");
        var strangers = Map.of("path", path, "client_session_id", session);
        var stranger = registered(Api.newProject(), "other-client", session, "odin3");

        link(stranger, strangers).statusCode(403).body("code", equalTo("path_not_permitted"));
        link(instance, strangers).statusCode(201);
        view(instance, Map.of()).body("tail.text", contains("private"));
    }

    @Test
    void anInstanceWithoutAClientSessionLinksNothing() {
        link(Api.registered(project), link).statusCode(403).body("code", equalTo("path_not_permitted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"laptop", ""})
    @Tag("R72")
    void whatRunsElsewhereOrNobodyKnowsWhereIsNotRead(String machine) throws IOException {
        var other = UUID.randomUUID().toString();
        var path = transcript(other, "{\"role\":\"user\",\"content\":\"here\"}");
        var runsElsewhere = registered(project, "claude-code", other, machine);
        link(runsElsewhere, Map.of("path", path, "client_session_id", other)).statusCode(201);

        view(runsElsewhere, Map.of())
                .body("available", equalTo(false))
                .body("reason", equalTo("not_on_this_machine"))
                .body("tail", empty());
    }

    @Test
    @Tag("R28")
    void rulesOfTheProjectHoldForPreviews() throws IOException {
        var guarded = UUID.randomUUID().toString();
        var path = transcript(guarded, "{\"role\":\"user\",\"content\":\"seen BADGE-123456\"}");
        var ofProject = registered("guarded", "claude-code", guarded, "odin3");
        link(ofProject, Map.of("path", path, "client_session_id", guarded)).statusCode(201);

        view(ofProject, Map.of()).body("tail[0].text", startsWith("seen [REDACTED:acme_badge#"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "/home/mia/.claude/projects/../../.ssh/id.jsonl", "a.jsonl"})
    void aPathOutsideOfTheRootsIsRefused(String path) {
        link(instance, Map.of("path", path, "client_session_id", session))
                .statusCode(403)
                .body("code", equalTo("path_not_permitted"))
                .body("field", equalTo("path"));
        view(instance, Map.of()).statusCode(404).body("code", equalTo("transcript_not_linked"));
    }

    @Test
    @Tag("R96")
    void wrongFieldsAreNamed() {
        link(instance, Map.of("client_session_id", session)).statusCode(400).body("errors.field", contains("path"));
        link(instance, Map.of("path", elsewhere)).statusCode(400).body("errors.field", contains("client_session_id"));
        link(instance, Map.of("path", "/a\u0000.jsonl", "client_session_id", "a\nb"))
                .statusCode(400)
                .body("errors.field", contains("path", "client_session_id"));
        view(instance, Map.of("tail", "-1")).statusCode(400).body("errors.field", contains("tail"));
        view(instance, Map.of("head", "all")).statusCode(400).body("errors.field", contains("head"));
    }

    @Test
    @Tag("R88")
    void anInstanceThatTheCallerDoesNotSeeIsNotFound() {
        link("p-PS-000000", link).statusCode(404).body("code", equalTo("instance_not_found"));
        link("%", link).statusCode(404);
        var stranger = TestTokens.agent("another", "laptop");

        Api.as(stranger)
                .body(link)
                .post("/api/v1/instances/{id}/transcript", instance)
                .then()
                .statusCode(404);
        Api.as(stranger)
                .get("/api/v1/instances/{id}/transcript", instance)
                .then()
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
        Api.as(TestTokens.viewer(project))
                .body(link)
                .post("/api/v1/instances/{id}/transcript", instance)
                .then()
                .statusCode(403);
    }

    @Test
    void onlyTheInstancesOwnMachineLinks() {
        Api.as(TestTokens.agent(project, "laptop"))
                .body(link)
                .post("/api/v1/instances/{id}/transcript", instance)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    @Tag("R38")
    void aPurgeTakesTheLinkAlong() throws SQLException {
        link(instance, link).statusCode(201);

        Api.asAdmin()
                .body(Map.of("reason", "asked"))
                .delete("/api/v1/instances/{id}", instance)
                .then()
                .statusCode(202);

        assertThat(Rows.text("SELECT count(*) FROM registry.transcripts WHERE instance_id = '" + instance + "'"))
                .isEqualTo("0");
        view(instance, Map.of()).statusCode(404);
    }

    /** @param machine empty for one that nobody knows */
    private static String registered(String project, String client, String session, String machine) {
        var body = new HashMap<>(Map.of("project", project, "client", client, "client_session_id", session));
        if (!machine.isEmpty()) {
            body.put("host_machine", machine);
        }
        return Api.register(body).statusCode(201).extract().path("instance_id");
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
    private static String transcript(String session, String lines) throws IOException {
        var directory = Files.createDirectories(Path.of("target/transcripts/shop"));
        return Files.writeString(directory.resolve(session + ".jsonl"), lines)
                .toAbsolutePath()
                .toString();
    }
}
