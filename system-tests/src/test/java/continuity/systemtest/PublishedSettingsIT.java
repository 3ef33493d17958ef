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
import org.junit.jupiter.api.extension.ExtendWith;

/** The commands of {@code deploy/agents/claude-code-settings.json}, run by a shell as the agent's client runs them. */
@ExtendWith(SharedSystem.class)
@Tag("R68")
class PublishedSettingsIT {

    private static final Path SETTINGS =
            Path.of(System.getProperty("continuity.home", ".."), "deploy/agents/claude-code-settings.json");

    private final LocalSystem system;
    private final JsonNode settings;

    PublishedSettingsIT(LocalSystem system) throws IOException {
        this.system = system;
        this.settings = new ObjectMapper().readTree(SETTINGS.toFile());
    }

    @Test
    void hookCommandInjectsTheIdentityAndTheStatusLineShowsIt() throws Exception {
        var session = UUID.randomUUID().toString();
        var start = settings.at("/hooks/SessionStart/0/hooks/0/command").asText();
        var statusLine = settings.at("/statusLine/command").asText();

        var input = """
                {"hook_event_name":"SessionStart","source":"startup","session_id":"%s","cwd":"/home/dev/shop"}""".formatted(session);

        var injected = await("an answer within the second that a cold system on a busy machine may miss")
                .until(() -> shell(start, input), answer -> !answer.isEmpty());
        var footer = shell(statusLine, """
                {"session_id":"%s","cwd":"/home/dev/shop","context_window":{"used_percentage":7}}""".formatted(session));

        assertThat(injected).containsPattern("shop-PS-[0-9a-f]{6}");
        assertThat(footer).containsPattern("Instance: shop-PS-[0-9a-f]{6}@.* Context: 7%");
    }

    @Test
    void everyCommandIsSilentWhenNobodyListens() throws Exception {
        var commands = new LinkedHashSet<>(settings.findValuesAsText("command"));

        assertThat(commands).hasSize(6);
        for (var command : commands) {
            assertThat(shell(command.replace(":7700", ":1"), "{}")).isEmpty();
        }
    }

    private String shell(String command, String input) throws IOException, InterruptedException {
        var home = Files.createTempDirectory("home");
        Files.createDirectories(home.resolve(".continuity"));
        Files.writeString(home.resolve(".continuity/header"), "Authorization: Bearer " + system.token() + "\n");
        var builder = new ProcessBuilder("sh", "-c", command.replace("http://127.0.0.1:7700", system.url()))
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("CLAUDE_PROJECT_DIR", "/home/dev/shop");
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
