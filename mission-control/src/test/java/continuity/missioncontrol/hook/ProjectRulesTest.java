package continuity.missioncontrol.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import continuity.testkit.Backbone;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Directories, with a rule of the project {@code shop}. */
@QuarkusTest
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(StandIns.class)
@TestProfile(ProjectRulesTest.WithRule.class)
@Tag("R28")
class ProjectRulesTest {

    public static final class WithRule implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                var rule = "[{\"project\": \"shop\", \"type\": \"acme_badge\", \"pattern\": \"BADGE-[0-9]{6}\"}]";
                var file = Files.writeString(Files.createTempFile("rules-", ".json"), rule);
                return Map.of("continuity.sanitizer.rules", file.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final String DIRECTORY = "/work/BADGE-123456/shop";

    private final String session = UUID.randomUUID().toString();

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void startAfresh() {
        AgentClient.awaitDelivered(metrics);
        StandIns.reset();
    }

    @Test
    void holdForTheHeaderOfAHook() {
        AgentClient.agent()
                .header("X-Project-Dir", DIRECTORY)
                .body("{\"session_id\":\"%s\",\"hook_event_name\":\"SessionStart\",\"source\":\"startup\"}"
                        .formatted(session))
                .post(AgentClient.HOOKS)
                .then()
                .statusCode(200);

        assertThatTheRegistryHearsOfAMarkOnly();
    }

    @Test
    void holdForTheDirectoryOfAStatusLine() {
        AgentClient.agent()
                .body("{\"session_id\":\"%s\",\"cwd\":\"%s\"}".formatted(session, DIRECTORY))
                .post(AgentClient.HOOKS + "/statusline")
                .then()
                .statusCode(200);

        assertThatTheRegistryHearsOfAMarkOnly();
    }

    private static void assertThatTheRegistryHearsOfAMarkOnly() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(StandIns.requests().toString()).contains("/work/[REDACTED:acme_badge#"));
        assertThat(StandIns.requests().toString()).doesNotContain("BADGE-123456");
    }
}
