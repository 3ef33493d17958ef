package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the settings in {@code deploy/agents}, run by a shell as the agents' clients run them. */
@OnSharedSystem
@Tag("R68")
class PublishedSettingsIT {

    private static final Path AGENTS = Path.of(System.getProperty("continuity.home", ".."), "deploy/agents");

    private final LocalSystem system;

    PublishedSettingsIT(LocalSystem system) {
        this.system = system;
    }

    private static JsonNode settings(String file) throws IOException {
        return new ObjectMapper().readTree(AGENTS.resolve(file).toFile());
    }

    @Test
    void hookCommandInjectsTheIdentityAndTheStatusLineShowsIt() throws Exception {
        var settings = settings("claude-code-settings.json");
        var session = UUID.randomUUID();
        var start = settings.at("/hooks/SessionStart/0/hooks/0/command").asText();
        var statusLine = settings.at("/statusLine/command").asText();

        var injected = awaitAnswer(start, started(session));
        var footer = shell(statusLine, """
                {"session_id":"%s","cwd":"/home/dev/shop","context_window":{"used_percentage":7}}""".formatted(session));

        assertThat(injected).containsPattern("shop-PS-[0-9a-f]{6}");
        assertThat(footer).containsPattern("Instance: shop-PS-[0-9a-f]{6}@.* Context: 7%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"codex-hooks.json", "gemini-settings.json"})
    void hookCommandsOfOtherClientsInjectTheIdentity(String file) throws Exception {
        var start = settings(file).at("/hooks/SessionStart/0/hooks/0/command").asText();

        var injected = awaitAnswer(start, started(UUID.randomUUID()));

        assertThat(injected).contains("additionalContext").containsPattern("shop-PS-[0-9a-f]{6}");
    }

    @ParameterizedTest
    @CsvSource({"claude-code-settings.json, 6", "codex-hooks.json, 2", "gemini-settings.json, 2"})
    void everyCommandIsSilentWhenNobodyListens(String file, int different) throws Exception {
        var commands = new LinkedHashSet<>(settings(file).findValuesAsText("command"));

        assertThat(commands).hasSize(different);
        for (var command : commands) {
            assertThat(shell(command.replace(":7700", ":1"), "{}")).isEmpty();
        }
    }

    private static String started(UUID session) {
        return """
                {"hook_event_name":"SessionStart","source":"startup","session_id":"%s","cwd":"/home/dev/shop"}""".formatted(session);
    }

    private String awaitAnswer(String command, String input) {
        return await("an answer within the second that a cold system on a busy machine may miss")
                .until(() -> shell(command, input), answer -> !answer.isEmpty());
    }

    private String shell(String command, String input) throws IOException, InterruptedException {
        var home = Files.createTempDirectory("home");
        Files.createDirectories(home.resolve(".continuity"));
        Files.writeString(home.resolve(".continuity/header"), "Authorization: Bearer " + system.token() + "\n");
        var builder = new ProcessBuilder("sh", "-c", command.replace("http://127.0.0.1:7700", system.url()))
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("CLAUDE_PROJECT_DIR", "/home/dev/shop");
        builder.environment().put("GEMINI_PROJECT_DIR", "/home/dev/shop");
        var process = builder.start();
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return output;
    }
}
