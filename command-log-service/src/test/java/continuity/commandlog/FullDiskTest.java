package continuity.commandlog;

import static continuity.commandlog.Api.command;
import static continuity.commandlog.Api.commandCount;
import static continuity.commandlog.Api.events;
import static continuity.commandlog.Api.freshInstance;
import static continuity.commandlog.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No disk has the room that is demanded here, so it counts as nearly full. */
@QuarkusTest
@TestProfile(FullDiskTest.NoRoom.class)
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class FullDiskTest {

    public static final class NoRoom implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "continuity.disk.directory", System.getProperty("java.io.tmpdir"), "continuity.disk.reserve", "6E");
        }
    }

    @Test
    @Tag("R96")
    void commandsAndEventsAreRefusedWithTheFiguresAndTheCure() {
        var instance = freshInstance();

        post("/api/v1/commands", command(instance))
                .statusCode(507)
                .contentType("application/problem+json")
                .header("Retry-After", "30")
                .body("code", equalTo("disk_full"))
                .body("detail", containsString("make room"));
        post("/api/v1/events", Map.of("instance_id", instance, "event_type", "decision_made"))
                .statusCode(507)
                .body("code", equalTo("disk_full"));
    }

    @Test
    void readingGoesOn() {
        var instance = freshInstance();

        assertThat(commandCount(instance)).isZero();
        assertThat(events(instance)).isEmpty();
    }

    @Test
    void whoMayNotWriteLearnsNothingAboutTheDisk() {
        RestAssured.given()
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/commands")
                .then()
                .statusCode(401);
    }
}
