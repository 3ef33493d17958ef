package continuity.missioncontrol.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/agents/opencode-plugin.js} as opencode runs it; skipped where there is no Node. */
@QuarkusTest
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(StandIns.class)
@Tag("R68")
class OpencodePluginTest {

    private static final Path PLUGIN = Path.of("..", "deploy/agents/opencode-plugin.js");
    private static final Path DRIVER = Path.of("src/test/resources/opencode/drive.mjs");
    private static final Path RECORDING =
            Path.of("..", "test-kit/src/main/resources/recordings/other-clients/opencode.jsonl");

    @TempDir
    Path home;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void startAfresh() {
        assumeTrue(isInstalled("node"), "Node is not installed");
        AgentClient.awaitDelivered(metrics);
        StandIns.reset();
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Test
    @Tag("R67")
    void aSessionIsRecordedAndItsModelIsToldItsIdAndThePacket() throws Exception {
        var told = drive("http://127.0.0.1:" + RestAssured.port);

        assertThat(told)
                .startsWith("[\"You are opencode.\",")
                .contains("recorded by Session Continuity as shop-PS-")
                .contains("\"# You were fixing the cart\"");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> StandIns.requests("POST", "/commands").size() >= 7);
        assertThat(StandIns.requests("POST", "/commands"))
                .extracting(request -> request.body().path("tool_name").asText())
                .containsExactly("Read", "Edit", "Write", "Bash", "TodoWrite", "resume_search_memory", "Bash");
        assertThat(StandIns.requests("POST", "/instances")).hasSize(1);
        assertThat(StandIns.requests("POST", "/events"))
                .filteredOn(
                        request -> request.body().path("event_type").asText().equals("turn_ended"))
                .extracting(
                        request -> request.body().at("/event_data/last_message").asText())
                .containsExactly("discount() is added, tested and committed.", "Hello. The shop is ready.");
    }

    @Test
    void whileNobodyListensTheModelIsToldNothing() throws Exception {
        assertThat(drive("http://127.0.0.1:1")).isEqualTo("[\"You are opencode.\"]");
    }

    /** What the driver printed, which is all that the model is told. */
    private String drive(String url) throws IOException, InterruptedException {
        var plugin = home.resolve("plugin.mjs");
        Files.writeString(plugin, Files.readString(PLUGIN).replace("http://127.0.0.1:7700", url));
        Files.createDirectories(home.resolve(".continuity"));
        Files.writeString(
                home.resolve(".continuity/header"),
                "Authorization: Bearer " + TestTokens.agent("shop", "laptop") + "\n");
        var builder = new ProcessBuilder(
                        "node", DRIVER.toString(), plugin.toUri().toString(), RECORDING.toString(), "resume 8f4a2b")
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.strip();
    }
}
