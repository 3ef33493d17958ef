package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the rule of {@code sanitizer-rules.json} for one project. */
@RegistryTest
@Tag("R28")
class ProjectRulesTest {

    private static final String PROJECT = "guarded";
    private static final String SECRET = "BADGE-123456";

    @ParameterizedTest
    @MethodSource("requests")
    void whatTheProjectsRulesFindIsStoredNowhere(Function<String, ValidatableResponse> request) throws SQLException {
        var session = UUID.randomUUID().toString();
        var instance = Api.register(Map.of("project", PROJECT, "client", "claude-code", "client_session_id", session))
                .statusCode(201)
                .extract()
                .<String>path("instance_id");

        request.apply(instance).body(not(containsString(SECRET)));

        assertThat(tables())
                .isNotEmpty()
                .allSatisfy(
                        table -> assertThat(rowsWithTheSecret(table)).as(table).isEqualTo("0"));
    }

    static Stream<Named<Function<String, ValidatableResponse>>> requests() {
        return Stream.of(
                registering("working_directory"),
                registering("client_session_id"),
                registering("previous_client_session_id"),
                registering("client"),
                Named.of(
                        "register initial_context",
                        id -> Api.register(Map.of("project", PROJECT, "initial_context", Map.of("seen", SECRET)))
                                .statusCode(201)),
                Named.of(
                        "register Idempotency-Key",
                        id -> Api.asAdmin()
                                .header("Idempotency-Key", SECRET + id)
                                .body(Map.of("project", PROJECT))
                                .post("/api/v1/instances")
                                .then()
                                .statusCode(201)),
                beating(Map.of("current_epic", SECRET)),
                beating(Map.of("context_source", SECRET, "context_percent", 7)),
                beating(Map.of("evidence", "hook", "running", Map.of("tool", SECRET, "since", "2026-11-20T10:00:00Z"))),
                Named.of(
                        "close reason",
                        id -> Api.close(id, Map.of("reason", SECRET)).statusCode(200)),
                Named.of(
                        "purge reason",
                        id -> Api.asAdmin()
                                .body(Map.of("reason", SECRET))
                                .delete("/api/v1/instances/{id}", id)
                                .then()
                                .statusCode(202)),
                Named.of(
                        "succession",
                        id -> Api.asAdmin()
                                .header("Idempotency-Key", SECRET + id)
                                .body(Map.of(
                                        "generation",
                                        1,
                                        "client",
                                        SECRET,
                                        "client_session_id",
                                        SECRET + id,
                                        "working_directory",
                                        "/home/" + SECRET,
                                        "checkpoint_id",
                                        SECRET,
                                        "reason",
                                        SECRET))
                                .post("/api/v1/instances/{id}/succession", id)
                                .then()
                                .statusCode(200)),
                linking(Map.of("path", "/home/mia/.claude/projects/" + SECRET + "/a.jsonl")),
                linking(Map.of("path", "/home/mia/.claude/projects/a.jsonl", "client_session_id", SECRET)));
    }

    private static Named<Function<String, ValidatableResponse>> registering(String field) {
        return Named.of("register " + field, id -> {
            var body = new HashMap<>(Map.of("project", PROJECT, "client", "claude-code"));
            body.put(field, SECRET + id);
            return Api.register(body).statusCode(201);
        });
    }

    private static Named<Function<String, ValidatableResponse>> beating(Map<String, ?> body) {
        return Named.of(
                "heartbeat " + body.keySet(), id -> Api.heartbeat(id, body).statusCode(200));
    }

    private static Named<Function<String, ValidatableResponse>> linking(Map<String, ?> body) {
        return Named.of(
                "transcript " + body.keySet(),
                id -> Api.asAdmin()
                        .body(body)
                        .post("/api/v1/instances/{id}/transcript", id)
                        .then()
                        .statusCode(400));
    }

    private static String[] tables() throws SQLException {
        return Rows.text("SELECT string_agg(tablename, ' ') FROM pg_tables WHERE schemaname = 'registry'")
                .split(" ");
    }

    private static String rowsWithTheSecret(String table) throws SQLException {
        return Rows.text(
                "SELECT count(*) FROM registry.%s AS stored WHERE stored::text LIKE '%%%s%%'".formatted(table, SECRET));
    }
}
