package continuity.checkpoint;

import static continuity.checkpoint.Fixtures.freshInstance;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import continuity.testkit.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No disk has the room that is demanded here, so it counts as nearly full. */
@QuarkusTest
@ServiceTest
@TestProfile(FullDiskTest.NoRoom.class)
class FullDiskTest {

    private static final String CHECKPOINTS = "/api/v1/checkpoints";

    public static final class NoRoom implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "continuity.disk.directory", System.getProperty("java.io.tmpdir"), "continuity.disk.reserve", "6E");
        }
    }

    @Test
    @Tag("R96")
    void noCheckpointIsMadeAndTheOldOnesCanBeRead() {
        var agent = given().auth().oauth2(TestTokens.agent("odin", "odin3")).contentType("application/json");
        var instance = freshInstance("odin");

        agent.body("{\"instance_id\":\"" + instance + "\"}")
                .post(CHECKPOINTS)
                .then()
                .statusCode(507)
                .header("Retry-After", "30")
                .body("code", equalTo("disk_full"));
        agent.get(CHECKPOINTS + "?instance_id=" + instance).then().statusCode(200);
    }
}
