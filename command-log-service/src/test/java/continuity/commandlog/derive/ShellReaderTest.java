package continuity.commandlog.derive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "git add -A && git commit -q -m 'Add cart with total()'|git add -A / git commit -q -m Add cart with total()",
                "npm test 2>&1; exit ${PIPESTATUS[0]}|npm test 2>&1 / exit ${PIPESTATUS[0]}",
                "NODE_ENV=test sudo /usr/bin/node --test &>log|/usr/bin/node --test &>log",
                "echo \"it's \\\"fine\\\"\" # not 'this|echo it's \"fine\"",
                "(cd src; make) & wait|cd src / make / wait",
                "echo $(git rev-parse HEAD)|echo $ / git rev-parse HEAD",
                "echo 'never closed|echo never closed",
            })
    void takesACommandLineApart(String line, String calls) {
        var found = ShellCommand.all(line).stream()
                .map(call -> String.join(" ", call.words()))
                .toList();

        assertThat(String.join(" / ", found)).isEqualTo(calls);
    }

    @Test
    void aHereDocumentInSubstitutionIsOneWord() {
        var line = "git commit -m \"$(cat <<'EOF'\nAdd \"cart\" (it's new)\n\nCo-Authored-By: X\nEOF\n)\" && git log";

        var calls = ShellCommand.all(line);

        assertThat(calls.getFirst().words())
                .isEqualTo(List.of("git", "commit", "-m", "Add \"cart\" (it's new)\n\nCo-Authored-By: X"));
        assertThat(calls.getLast().words()).isEqualTo(List.of("git", "log"));
    }

    @Test
    void aHereDocumentIsTheInputOfTheCommandBeforeIt() {
        var calls = ShellCommand.all("git commit -F - <<-EOF && git log\n\tAdd cart; now\n\tEOF\nls");

        assertThat(calls.getFirst().input()).isEqualTo("Add cart; now");
        assertThat(calls).extracting(ShellCommand::program).containsExactly("git", "git", "ls");
    }

    /** A linear reader takes some hundredths of a second, a quadratic one many minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "\"",
                "\\",
                "$(cat <<A\n",
                "$(cat <<A ",
                "<<A\n",
                "<",
                "((",
                "a=b ",
                "\"$(",
                "# ",
                "&",
                "\u0000"
            })
    void aMillionCharactersOfAnythingAreReadInTime(String piece) {
        var line = piece.repeat(1_000_000 / piece.length());

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> ShellCommand.all(line));
    }

    /** A seed that fails is in the message. */
    @Test
    void readsAnythingWithoutFailing() {
        var alphabet = "git commit-m'\"\\$()<EOF\n;&|#`{} =";
        for (long seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var line = random.ints(random.nextInt(60), 0, alphabet.length())
                    .mapToObj(alphabet::charAt)
                    .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                    .toString();
            assertThat(ShellCommand.all(line)).as("seed %d", seed).isNotNull();
        }
    }
}
