package continuity.missioncontrol.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import continuity.testkit.Backbone;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** No disk has the room that is demanded here, so it counts as nearly full: the agent does not notice. */
@QuarkusTest
@TestProfile(FullDiskTest.NoRoom.class)
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(StandIns.class)
class FullDiskTest {

    public static final class NoRoom implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "continuity.disk.directory", System.getProperty("java.io.tmpdir"), "continuity.disk.reserve", "6E");
        }
    }

    private final String session = UUID.randomUUID().toString();

    @Inject
    MeterRegistry metrics;

    @Test
    void aHookIsAnsweredAsAlwaysAndCountedAsDropped() {
        StandIns.reset();
        AgentClient.hook(session, "SessionStart", ",\"source\":\"startup\"")
                .statusCode(200)
                .body(containsString("shop-PS-"));
        AgentClient.hook(session, "PostToolUse", ",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\"")
                .statusCode(204);

        assertThat(counted("dropped")).isEqualTo(2);
        assertThat(counted("captured")).isZero();
        assertThat(metrics.get("continuity.journal.depth").gauge().value()).isZero();
    }

    private double counted(String outcome) {
        return metrics.get("continuity.hooks").tag("outcome", outcome).counter().count();
    }
}
