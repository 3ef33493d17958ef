package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import continuity.testkit.TestTokens;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What tests of resuming have in common: an agent with a project of its own, which calls through the socket. */
abstract class ResumeTestCase {

    @Inject
    Fleet fleet;

    @Inject
    ContextStore store;

    final String project = "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    final String session = UUID.randomUUID().toString();
    final String agent = TestTokens.agent(project, "desktop");

    String interrupted(Map<String, ?> fields) {
        var id = Fleet.newId(project);
        fleet.instance(id, 1, fields);
        awaitKnown(id);
        return id;
    }

    void awaitKnown(String id) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.load(List.of(id)).stream().anyMatch(context -> context.instance() != null));
    }

    ValidatableResponse resume(Map<String, ?> request) {
        return resume(request, agent);
    }

    ValidatableResponse resume(Map<String, ?> request, String token) {
        var body = new HashMap<String, Object>(Map.of("client", "claude-code", "client_session_id", session));
        body.putAll(request);
        return resumeInTerminal(body, token);
    }

    static ValidatableResponse resumeInTerminal(Map<String, ?> body, String token) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/resume")
                .then();
    }

    String worked(List<?> records) {
        var id = Fleet.newId(project);
        fleet.records(id, records);
        fleet.instance(id, 1, Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.load(List.of(id)).stream()
                        .anyMatch(context -> context.instance() != null
                                && context.evidence().session().work().seen() != null));
        return id;
    }

    ValidatableResponse candidates(String query) {
        return given().auth()
                .oauth2(agent)
                .get("/api/v1/resume/candidates?" + query)
                .then()
                .statusCode(200);
    }
}
