package continuity.missioncontrol.hook;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import continuity.testkit.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;

/**
 * Sends what agents' clients send, with an agent's token for the project {@code shop} on the machine {@code laptop}.
 */
final class AgentClient {

    static final String HOOKS = "/hooks/claude-code";

    private AgentClient() {}

    static RequestSpecification agent() {
        return given().auth().oauth2(TestTokens.agent("shop", "laptop")).contentType("application/json");
    }

    static ValidatableResponse post(String body) {
        return post(HOOKS, body);
    }

    static ValidatableResponse post(String path, String body) {
        return agent().header("X-Project-Dir", "/home/dev/shop")
                .body(body)
                .post(path)
                .then();
    }

    static ValidatableResponse hook(String session, String event, String fields) {
        return post("{\"session_id\":\"%s\",\"hook_event_name\":\"%s\",\"cwd\":\"/home/dev/shop\"%s}"
                .formatted(session, event, fields));
    }

    /** Waits until nothing of an earlier test is under way any more. */
    static void awaitDelivered(MeterRegistry metrics) {
        StandIns.comeBack();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> metrics.get("continuity.journal.depth").gauge().value() == 0);
    }
}
