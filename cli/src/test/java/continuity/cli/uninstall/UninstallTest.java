package continuity.cli.uninstall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.PrivateFiles;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.uninstall.Uninstall.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UninstallTest {

    @TempDir
    Path dir;

    private final StringWriter printed = new StringWriter();
    private Path root;

    @BeforeEach
    void usedDataDirectory() throws IOException {
        root = dir.resolve("my data");
        for (var file : new String[] {
            "app/1/registry.jar",
            "logs/registry.log",
            "postgres.log",
            "postgres/base/1",
            "kafka/log/0",
            "journal/1",
            "keys/database.properties",
            "keys/jwt-private.pem",
            "token",
            "operator-token"
        }) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), "content");
        }
    }

    @Test
    void withoutAnAnswerTheProgramsGoAndTheDataStays() throws IOException {
        uninstall(Answer.NOBODY);

        assertThat(root.resolve("app")).doesNotExist();
        assertThat(root.resolve("logs")).doesNotExist();
        assertThat(root.resolve("postgres/base/1")).exists();
        assertThat(root.resolve("keys/jwt-private.pem")).exists();
        assertThat(printed.toString()).contains("Your data stays in " + root, "--yes");
    }

    @Test
    void withTheUsersConsentEverythingGoes() throws IOException {
        uninstall(Answer.REMOVE);

        assertThat(root).doesNotExist();
        assertThat(printed.toString()).containsPattern("postgres +\\d").contains("Removed your data");
    }

    @Test
    void theCommandKeepsTheDataWhereNobodyCanBeAsked() {
        var exitCode = new CommandLine(new UninstallCommand())
                .setOut(new PrintWriter(printed))
                .execute("--data", root.toString());

        assertThat(exitCode).isZero();
        assertThat(root.resolve("app")).doesNotExist();
        assertThat(root.resolve("keys/jwt-private.pem")).exists();
        assertThat(printed.toString()).contains("nobody to ask");

        assertThat(new CommandLine(new UninstallCommand()).execute("--yes", "--data", root.toString()))
                .isZero();
        assertThat(root).doesNotExist();
    }

    @Test
    void whatIsNotOursStaysAndIsNamed() throws IOException {
        Files.writeString(root.resolve("thesis.txt"), "years of work");

        uninstall(Answer.REMOVE);

        assertThat(root).isDirectoryContaining("glob:**/thesis.txt");
        assertThat(root.toFile().list()).containsExactly("thesis.txt");
        assertThat(printed.toString()).contains("it holds what is not ours (thesis.txt)");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        var elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "content");
        Files.createSymbolicLink(root.resolve("postgres/base/link"), elsewhere);
        PrivateFiles.deleteTree(root.resolve("kafka"));
        Files.createSymbolicLink(root.resolve("kafka"), elsewhere);

        uninstall(Answer.REMOVE);

        assertThat(elsewhere.resolve("precious")).exists();
        assertThat(root.toFile().list()).containsExactly("kafka");
    }

    @Test
    void aDirectoryThatIsNotOursIsRefused() throws IOException {
        var other = dir.resolve("other");
        Files.createDirectories(other.resolve("logs"));
        Files.createDirectories(other.resolve("keys"));
        Files.writeString(other.resolve("keys/tls.pem"), "of some project");
        var link = Files.createSymbolicLink(dir.resolve("link"), root);

        assertThatThrownBy(() -> uninstall(other, Answer.REMOVE))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("no data directory");
        assertThatThrownBy(() -> uninstall(link, Answer.REMOVE)).hasMessageContaining("symbolic link");
        assertThat(other.resolve("logs")).exists();
        assertThat(root.resolve("app")).exists();
    }

    @Test
    void theAgentsSettingsAreNamedWithTheirLines() throws IOException {
        var settings = Files.createDirectory(dir.resolve(".claude")).resolve("settings.json");
        Files.copy(Path.of("..", "deploy", "agents", "claude-code-settings.json"), settings);

        uninstall(Answer.KEEP);

        assertThat(printed.toString()).contains("the hooks in %s (lines 9, ".formatted(settings));
    }

    private void uninstall(Answer answer) throws IOException {
        uninstall(root, answer);
    }

    private void uninstall(Path directory, Answer answer) throws IOException {
        new Uninstall(new DataDirectory(directory), Map.of("HOME", dir.toString()), new PrintWriter(printed))
                .run(() -> answer);
    }
}
