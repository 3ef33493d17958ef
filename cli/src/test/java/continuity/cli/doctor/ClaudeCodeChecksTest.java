package continuity.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.cli.doctor.Finding.Level;
import continuity.cli.local.DataDirectory;
import continuity.cli.local.Installation;
import continuity.cli.local.Ports;
import continuity.cli.local.PreparedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the settings that we publish. */
class ClaudeCodeChecksTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path dir;

    private DataDirectory data;
    private Path settings;
    private Path header;

    @BeforeEach
    void connect() throws Exception {
        data = new DataDirectory(dir.resolve(".continuity"));
        PreparedDirectory.prepare(data, Instant.now());
        header = data.root().resolve("header");
        writeHeader(Files.readString(data.token()));
        settings = Files.createDirectories(dir.resolve(".claude")).resolve("settings.json");
        Files.writeString(settings, published());
    }

    @Test
    void thePublishedSettingsAreFine() throws Exception {
        assertThat(check(7700)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.OK);
            assertThat(finding.what()).contains("21 hooks and the status line", "http://127.0.0.1:7700");
        });
    }

    @Test
    void anotherPortIsToldFromAnotherHub() throws Exception {
        assertThat(check(22000))
                .singleElement()
                .matches(finding -> finding.level() == Level.FAIL)
                .satisfies(finding -> assertThat(finding.cure()).contains("http://127.0.0.1:22000"));

        Files.writeString(settings, published().replace("http://127.0.0.1:7700", "https://hub.example:7700"));

        assertThat(check(7700))
                .singleElement()
                .matches(finding -> finding.level() == Level.WARN)
                .satisfies(finding -> assertThat(finding.what()).contains("https://hub.example:7700"));
    }

    @Test
    void theHeaderFileMustBeThereClosedAndHoldTheToken() throws Exception {
        Files.setPosixFilePermissions(header, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(check(7700)).extracting(Finding::cure).containsExactly("chmod 600 '%s'".formatted(header));

        writeHeader("damaged");
        assertThat(check(7700)).singleElement().matches(finding -> finding.level() == Level.FAIL);

        writeHeader(Files.readString(data.operatorToken()));
        assertThat(check(7700))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("older token"));

        Files.delete(header);
        assertThat(check(7700))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("no readable header file " + header));
    }

    @Test
    void missingHooksAndAForeignStatusLineAreNamed() throws Exception {
        Files.writeString(
                settings,
                published()
                        .replace("\"PreCompact\"", "\"Renamed\"")
                        .replace("/hooks/claude-code/statusline", "/elsewhere"));

        assertThat(check(7700))
                .extracting(Finding::what)
                .satisfiesExactly(
                        what -> assertThat(what).endsWith("lacks our hooks for PreCompact, PreCompact (git)"),
                        what -> assertThat(what).contains("status line"));
    }

    @Test
    void settingsOfAnEarlierReleaseLackTheGitHook() throws Exception {
        Files.writeString(settings, published().replace("/hooks/claude-code/git", "/elsewhere"));

        assertThat(check(7700))
                .singleElement()
                .matches(finding -> finding.level() == Level.WARN)
                .satisfies(
                        finding -> assertThat(finding.what())
                                .endsWith(
                                        "lacks our hooks for SessionStart (git), UserPromptSubmit (git), PostToolUse (git), PostToolUseFailure (git), PreCompact (git), Stop (git), SessionEnd (git)"));
    }

    @Test
    void settingsThatCannotBeReadAreSaidSo() throws Exception {
        Files.writeString(settings, "{\"hooks\":");
        assertThat(check(7700))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("not valid JSON"));

        Files.writeString(settings, "{}");
        assertThat(check(7700)).singleElement().matches(finding -> finding.level() == Level.WARN);

        Files.delete(settings);
        assertThat(check(7700))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("is not connected"));
    }

    private List<Finding> check(int portBase) throws Exception {
        var environment = Map.of("HOME", dir.toString(), "PATH", System.getenv("PATH"));
        return ClaudeCodeChecks.connected(new Surroundings(
                data,
                new Ports(portBase),
                Optional.empty(),
                Optional.of(new Installation(HOME.resolve("target/app/build"), Path.of("java"), "", false)),
                environment,
                Instant.now()));
    }

    private static String published() throws Exception {
        return Files.readString(HOME.resolve("deploy/agents/claude-code-settings.json"));
    }

    private void writeHeader(String token) throws Exception {
        Files.writeString(header, "Authorization: Bearer %s%n".formatted(token.strip()));
        Files.setPosixFilePermissions(header, PosixFilePermissions.fromString("rw-------"));
    }
}
