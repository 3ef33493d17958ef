package continuity.missioncontrol.hook;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.Topics;
import continuity.testkit.Backbone;
import continuity.testkit.KafkaProbe;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(StandIns.class)
class RevokedTokenTest {

    @Test
    @Tag("R88")
    void hooksOfARevokedTokenAreRefusedWithinFiveSeconds() throws IOException {
        var token = TestTokens.agent("shop", "laptop");
        post(token, "statusline", 200);
        var claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        var id = claims.path("jti").asText();
        var message = """
                {"token_id":"%s","subject":"laptop","expires_at":"%s","revoked_at":"%s"}
                """.formatted(id, Instant.now().plusSeconds(3600), Instant.now());

        new KafkaProbe(Backbone.bootstrapServers())
                .send(Topics.TOKENS, id, message.getBytes(StandardCharsets.UTF_8), Map.of());

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> post(token, "statusline", 401));
        given().auth()
                .oauth2(token)
                .body("{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}")
                .post(AgentClient.HOOKS)
                .then()
                .statusCode(401)
                .body("code", equalTo("token_revoked"));
        post(TestTokens.agent("shop", "laptop"), "statusline", 200);
    }

    private static void post(String token, String path, int status) {
        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body("{}")
                .post(AgentClient.HOOKS + "/" + path)
                .then()
                .statusCode(status);
    }
}
