package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class HelpTest {

    @Test
    void helpIsACommandAndAnOptionOfEachCommand() {
        assertThat(run("help")).isEqualTo(run("--help")).contains("resume", "doctor", "uninstall", "help");
        for (var command : Main.commandLine().getSubcommands().keySet()) {
            assertThat(run("help", command))
                    .isEqualTo(run(command, "--help"))
                    .isEqualTo(run(command, "-h"))
                    .contains("Usage: continuity " + command);
        }
    }

    @Test
    void theEnvironmentIsExplainedWithFormatsAndDefaults() {
        assertThat(run("--help"))
                .contains("CONTINUITY_DATA ", "CONTINUITY_URL ", "CONTINUITY_TOKEN ", "HOST_MACHINE ")
                .contains("duration such as PT120S (the default)");
        assertThat(run("--help")
                        .lines()
                        .dropWhile(line -> !line.equals("Environment:"))
                        .skip(1)
                        .takeWhile(line -> !line.isEmpty()))
                .as("no line is too long for a terminal")
                .allMatch(line -> line.startsWith("  "));
        assertThat(run("up", "--help")).contains("CONTINUITY_STALE_AFTER ", "PT120S (the default)");
    }

    private static String run(String... words) {
        var out = new StringWriter();
        assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(words))
                .isZero();
        return out.toString();
    }
}
