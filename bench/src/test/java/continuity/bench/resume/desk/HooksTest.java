package continuity.bench.resume.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HooksTest {

    private static final String SENDS =
            "curl -s -H \"X-Project-Dir: $CLAUDE_PROJECT_DIR\" -H Content-Type:text/plain --data-binary @- http://127.0.0.1:7700/hooks/x";

    @TempDir
    Path directory;

    private Hooks hooks;

    @BeforeEach
    void listen() throws IOException {
        var shell = new Shell(Files.createDirectory(directory.resolve("papers")), Map.of());
        hooks = new Hooks(shell, text -> text.replace(directory.toString(), "/home"));
    }

    @AfterEach
    void stop() {
        hooks.close();
    }

    private Optional<Request> run(String command) {
        return hooks.run(command, directory.resolve("shop"), directory, "größer");
    }

    @Test
    void takesWhatACommandSends() {
        assertThat(run(SENDS)).contains(new Request("/hooks/x", "text/plain", "/home/shop", "größer"));
    }

    @Test
    void awaitsWhatIsSentFromTheBackground() {
        var detached = "exec >/dev/null 2>&1; in=$(cat); (sleep 0.2; echo \"$in\" | %s) & exit 0".formatted(SENDS);

        assertThat(run(detached)).map(Request::body).contains("größer\n");
    }

    @Test
    void aCommandMayLeaveUnreadWhatItIsTold() {
        var moreThanAPipeHolds = "x".repeat(1 << 20);

        assertThat(hooks.run("true", directory, directory, moreThanAPipeHolds)).isEmpty();
    }

    @Test
    void aCommandMayHaveNothingToSay() {
        assertThat(run("exec >/dev/null 2>&1; (sleep 0.2) & exit 0")).isEmpty();
        assertThat(run(SENDS)).isPresent();
    }
}
