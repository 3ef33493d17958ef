package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@RegistryTest
class ClosingTest {

    @Test
    @Tag("R19")
    void closingTwiceIsClosingOnce() {
        var id = Api.registered(Api.newProject(), "odin3");
        Api.heartbeat(id, Map.of("context_percent", 42, "current_epic", "003")).statusCode(200);

        String closedAt = Api.close(id, Map.of("reason", "logout"))
                .statusCode(200)
                .body("status", equalTo("closed"))
                .body("closed_at", notNullValue())
                .extract()
                .path("closed_at");

        Api.close(id, Map.of("reason", "again"))
                .statusCode(200)
                .body("closed_at", equalTo(closedAt))
                .body("closed_reason", equalTo("logout"))
                .body("context_percent", equalTo(42))
                .body("current_epic", equalTo("003"));
        Told.awaitChange(id, "closed");
        assertThat(Told.changes(id)).containsExactly("registered", "updated", "closed");
        assertThat(Told.last(id, "closed").getString("detail.reason")).isEqualTo("logout");
    }

    @Test
    void aBodyIsNotNeeded() {
        var id = Api.registered(Api.newProject());

        Api.asAdmin()
                .post("/api/v1/instances/{id}/close", id)
                .then()
                .statusCode(200)
                .body("status", equalTo("closed"));
    }

    @Test
    @Tag("R98")
    void anOlderGenerationClosesNothing() {
        var session = Map.of(
                "project",
                Api.newProject(),
                "client",
                "codex",
                "client_session_id",
                UUID.randomUUID().toString());
        Api.register(session).statusCode(201);
        String id = Api.register(session).statusCode(200).extract().path("instance_id");

        Api.close(id, Map.of("generation", 1)).statusCode(409).body("code", equalTo("generation_passed"));

        Api.get(id).body("status", equalTo("active"));
    }

    @Test
    void anUnknownInstanceIsNotFound() {
        Api.close("odin-PS-zzzzzz", Map.of()).statusCode(404).body("code", equalTo("instance_not_found"));
    }
}
