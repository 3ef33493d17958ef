package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anybody is asked; with a running broker it is tested as part of the whole system. */
class AnalyticsUserCommandTest {

    @TempDir
    Path data;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"admin", "resume", "Grafana", "a.b", "-x", "User:*", "two words", ""})
    void namesOfOursAndNamesOfAnotherFormAreRefused(String name) {
        assertThat(run("create", "--", name)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).containsAnyOf("choose another name", "lower-case letters");
    }

    @Test
    void withoutARunningSystemItSaysHowToStartOne() {
        assertThat(run("create", "grafana")).isEqualTo(ExitCode.NOT_REACHABLE);
        assertThat(err.toString()).contains("Nothing is running", "./continuity up");
    }

    private int run(String action, String... operands) {
        var words = new String[operands.length + 4];
        words[0] = "analytics-user";
        words[1] = action;
        words[2] = "--data";
        words[3] = data.toString();
        System.arraycopy(operands, 0, words, 4, operands.length);
        return Main.commandLine().setErr(new PrintWriter(err, true)).execute(words);
    }
}
