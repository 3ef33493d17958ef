package continuity.registry;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.security.Caller;
import continuity.kit.security.Callers;
import continuity.testkit.TestTokens;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
@Tag("R88")
class AccessTest {

    @Inject
    ObjectMapper json;

    @ParameterizedTest
    @ValueSource(strings = {"", "/by-machine", "/odin-PS-123456", "/odin-PS-123456/footer"})
    void nothingIsReadWithoutAToken(String path) {
        given().get("/api/v1/instances" + path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("unauthorized"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/odin-PS-123456/heartbeat", "/odin-PS-123456/close", "/odin-PS-123456/succession"})
    void nothingIsWrittenWithoutATokenOrByAViewer(String path) {
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/instances" + path)
                .then()
                .statusCode(401);
        Api.as(TestTokens.viewer())
                .body("{}")
                .post("/api/v1/instances" + path)
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void onlyOurOwnTokensCount() {
        Api.as(TestTokens.forged()).get("/api/v1/instances").then().statusCode(401);
        Api.as(TestTokens.expired()).get("/api/v1/instances").then().statusCode(401);
    }

    @Test
    void livenessIsOpen() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(401);
    }

    @Test
    @Tag("R89")
    void foreignPagesAreRefused() {
        Api.asAdmin()
                .header("Origin", "https://evil.example")
                .get("/api/v1/instances")
                .then()
                .statusCode(403)
                .body("code", equalTo("foreign_origin"));
        Api.asAdmin()
                .header("Host", "evil.example")
                .get("/api/v1/instances")
                .then()
                .statusCode(421)
                .body("code", equalTo("foreign_host"));
        Api.asAdmin()
                .header("Origin", RestAssured.baseURI + ":" + RestAssured.port)
                .get("/api/v1/instances")
                .then()
                .statusCode(200);
    }

    @Test
    void anAgentWritesForItsOwnMachineOnly() {
        var project = Api.newProject();
        var id = Api.registered(project, "odin3");
        var agent = TestTokens.agent(project, "laptop");

        for (var path : new String[] {"heartbeat", "close"}) {
            Api.as(agent)
                    .body("{}")
                    .post("/api/v1/instances/{id}/" + path, id)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("forbidden"));
        }
        Api.as(agent)
                .body(Map.of("project", project, "host_machine", "odin3"))
                .post("/api/v1/instances")
                .then()
                .statusCode(403);
        Api.as(agent).get("/api/v1/instances/{id}", id).then().statusCode(200);
        Api.get(id).body("status", equalTo("active")).body("context_percent", nullValue());
    }

    @Test
    void anAgentKnowsNothingOfOtherProjects() {
        var id = Api.registered(Api.newProject(), "laptop");
        var agent = TestTokens.agent(Api.newProject(), "laptop");

        for (var path : new String[] {"heartbeat", "close"}) {
            Api.as(agent)
                    .body("{}")
                    .post("/api/v1/instances/{id}/" + path, id)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("instance_not_found"));
        }
        Api.as(agent)
                .body(Map.of("project", Api.newProject()))
                .post("/api/v1/instances")
                .then()
                .statusCode(403);
    }

    @Test
    void anAgentWritesForItself() {
        var project = Api.newProject();
        var agent = TestTokens.agent(project, "laptop");
        String id = Api.as(agent)
                .body(Map.of("project", project))
                .post("/api/v1/instances")
                .then()
                .statusCode(201)
                .extract()
                .path("instance_id");

        for (var path : new String[] {"heartbeat", "close"}) {
            Api.as(agent)
                    .body("{}")
                    .post("/api/v1/instances/{id}/" + path, id)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void aServiceActsWithTheRightsOfWhomItNames() throws JsonProcessingException {
        var project = Api.newProject();
        var id = Api.registered(project, "odin3");
        var service = TestTokens.service("mission-control");
        var agent = new Caller("agent@laptop", Set.of("agent"), Set.of(project), "laptop");
        var viewer = new Caller("viewer", Set.of("viewer"), Set.of(project), null);

        Api.as(service)
                .body("{}")
                .post("/api/v1/instances/{id}/heartbeat", id)
                .then()
                .statusCode(200);
        for (var other : List.of(agent, viewer)) {
            for (var path : List.of("heartbeat", "close")) {
                Api.as(service)
                        .header(Callers.ON_BEHALF, Callers.onBehalf(other, json))
                        .body("{}")
                        .post("/api/v1/instances/{id}/" + path, id)
                        .then()
                        .statusCode(403);
            }
        }
    }
}
