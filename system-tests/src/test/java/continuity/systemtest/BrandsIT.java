package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session that one client recorded goes on in another. */
@OnSharedSystem
@Tag("R54")
class BrandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Agent agent;

    BrandsIT(LocalSystem system) {
        this.agent = new Agent(system);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"CODEX, CLAUDE_CODE", "GEMINI, CODEX", "GEMINI, CLAUDE_CODE", "OPENCODE, GEMINI", "CODEX, OPENCODE"})
    @Tag("R49")
    void aSessionIsResumedWithFilesTestsCommitAndGoal(Brand from, Brand to) {
        var interrupted = interrupted(from);

        var packet = resumed(to, interrupted);

        assertThat(packet)
                .contains("src/cart.js: modified", "test/cart.test.js: created")
                .contains("3 passed, 1 failed", "rounds half up")
                .contains("Add discount()")
                .contains("Add a percentage discount, with tests.")
                .hasSizeLessThanOrEqualTo(9_000);
        assertThat(agent.get("/api/v1/instances/" + interrupted).path("client").asText())
                .isEqualTo(from.client);
    }

    @ParameterizedTest(name = "in {0}")
    @CsvSource({"CODEX", "GEMINI", "OPENCODE"})
    @Tag("R49")
    void aSessionOfClaudeCodeIsResumedElsewhere(Brand to) {
        var interrupted = interrupted(Brand.CLAUDE_CODE);

        var packet = resumed(to, interrupted);

        assertThat(packet)
                .contains("migrations/001_discounts.sql: created", "src/cart.js: modified")
                .contains("3 passed, 1 failed", "rounds half up")
                .contains("Run the slow migration for the discount column.");
    }

    /** The instance of a session that was interrupted after a failed test run, and that everybody knows is stale. */
    private String interrupted(Brand brand) {
        var hooks = brand.interrupted();
        var session = hooks.stream()
                .flatMap(hook -> hook.sessionId().stream())
                .findFirst()
                .orElseThrow();
        hooks.forEach(hook -> agent.hook(brand.client, hook.body()));
        agent.hook(brand.client, brand.failedTests(session));
        var instance = instanceOf(brand, session);
        await(instance + " becomes stale")
                .atMost(PATIENCE)
                .until(() -> agent.get("/api/v1/instances/" + instance)
                        .path("status")
                        .asText()
                        .equals("stale"));
        return instance;
    }

    private String resumed(Brand brand, String interrupted) {
        var session = UUID.randomUUID().toString();
        var hint = interrupted.substring(interrupted.lastIndexOf('-') + 1);
        var packet = agent.injectedBy(brand.client, brand.prompt(session, "resume " + hint));
        assertThat(agent.get("/api/v1/instances/" + interrupted)
                        .path("superseded_by")
                        .asText())
                .as(packet)
                .isEqualTo(instanceOf(brand, session));
        return packet;
    }

    private String instanceOf(Brand brand, String session) {
        var path = "/api/v1/instances?client=%s&client_session_id=%s".formatted(brand.client, session);
        return await().atMost(PATIENCE)
                .until(() -> agent.get(path).at("/instances/0/instance_id").asText(), id -> !id.isEmpty());
    }
}
