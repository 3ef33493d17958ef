package continuity.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import continuity.backbone.KafkaBroker;
import continuity.backbone.KafkaPorts;
import continuity.contracts.Topics;
import continuity.kit.json.JsonConvention;
import continuity.testkit.KafkaProbe;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revocations as a process hears of them, from a real broker that comes and goes. */
@Tag("R88")
class RevokedTokensTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AFTER_AN_OUTAGE = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private final KafkaPorts ports = KafkaPorts.free();
    private final RevokedTokens revoked =
            new RevokedTokens(Map.of("bootstrap.servers", "127.0.0.1:" + ports.clients()), json(), "test");

    private static ObjectMapper json() {
        var json = new ObjectMapper().registerModule(new JavaTimeModule());
        new JsonConvention().customize(json);
        return json;
    }

    @AfterEach
    void stop() {
        revoked.stop(new ShutdownEvent());
    }

    @Test
    void areKnownWheneverTheBrokerIsThereAndNotForgottenWhileItIsAway() {
        revoked.start(new StartupEvent());

        try (var broker = broker()) {
            tell(broker, "before", Instant.now().plusSeconds(60), true);
            await().atMost(AFTER_AN_OUTAGE).until(() -> revoked.contains("before"));
            tell(broker, "at-once", Instant.now().plusSeconds(60), true);
            await().atMost(SOON).until(() -> revoked.contains("at-once"));
        }
        assertThat(revoked.contains("before")).isTrue();

        try (var broker = broker()) {
            tell(broker, "after", Instant.now().plusSeconds(60), true);
            await().atMost(AFTER_AN_OUTAGE).until(() -> revoked.contains("after"));
            assertThat(revoked.contains("at-once")).isTrue();
        }
    }

    @Test
    void areReadFromTheBeginningAndOnlyWhatIsRevokedAndHasNotExpired() {
        try (var broker = broker()) {
            tell(broker, "good", Instant.now().plusSeconds(60), false);
            tell(broker, "expired", Instant.now().minusSeconds(3600), true);
            new KafkaProbe(broker.bootstrapServers())
                    .send(Topics.TOKENS, "broken", "{".getBytes(StandardCharsets.UTF_8), Map.of());
            for (var number = 0; number < 50; number++) {
                tell(broker, "revoked-" + number, Instant.now().plusSeconds(60), true);
            }

            revoked.start(new StartupEvent());

            await().atMost(AFTER_AN_OUTAGE).untilAsserted(() -> {
                for (var number = 0; number < 50; number++) {
                    assertThat(revoked.contains("revoked-" + number)).isTrue();
                }
            });
            assertThat(revoked.contains("good")).isFalse();
            await().atMost(SOON.plusSeconds(5)).until(() -> !revoked.contains("expired"));
        }
    }

    private KafkaBroker broker() {
        return KafkaBroker.start(dir, ports, Map.of());
    }

    private static void tell(KafkaBroker broker, String id, Instant expiresAt, boolean isRevoked) {
        var message = """
                {"token_id":"%s","subject":"laptop","expires_at":"%s","revoked_at":%s}
                """.formatted(id, expiresAt, isRevoked ? "\"" + Instant.now() + "\"" : "null");
        new KafkaProbe(broker.bootstrapServers())
                .send(Topics.TOKENS, id, message.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
