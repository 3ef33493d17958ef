package continuity.resume.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import continuity.resume.fold.ShellLine.Joint;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '§',
            value = {
                "npm test ~ npm test",
                "npm test 2>&1 | tail -40; exit ${PIPESTATUS[0]} ~ npm test",
                "cd /home/dev && FOO=1 BAR='a b' npm test > out.txt 2> err.txt ~ npm test",
                "node -e \"console.log('a; b | c')\" && echo done ~ node -e console.log('a; b | c')",
                "printf %s $(date; ls | wc) # a comment ~ printf %s $(date; ls | wc)",
                "cat <<EOF; rm x ~ cat; rm x",
                "npm test |& tee out.txt ~ npm test",
                "cat schema.sql | psql orders ~ cat schema.sql; psql orders",
                "git add -A && git commit -m 'one; two' ~ git commit",
                "git pull && npm test ~ git pull; npm test",
                "if npm test; then git push; fi ~ npm test; git push",
                "N=$((1 << 4)); npm test ~ npm test",
                "X=$(cat <<< word) npm test ~ npm test",
            })
    void normalisesToWhatTheLineIsAbout(String line, String expected) {
        assertThat(ShellLine.parse(line).normalised()).isEqualTo(expected);
    }

    @Test
    void theTextOfAHereDocumentIsNoCommand() {
        var line = ShellLine.parse("""
                cat > a.js <<'EOF' && cat <<-END >> b.js
                rm -rf src; EOF
                EOF
                \tgit push
                \tEND
                node a.js <<< "x; y" 2>>err.txt >&2
                """);

        assertThat(line.steps())
                .extracting(ShellLine.Step::words)
                .containsExactly(List.of("cat"), List.of("cat"), List.of("node", "a.js"));
        assertThat(line.steps().stream().flatMap(step -> step.outputs().stream()))
                .containsExactly(
                        new ShellLine.Output("a.js", false),
                        new ShellLine.Output("b.js", true),
                        new ShellLine.Output("err.txt", true));
    }

    @Test
    void aMessageFromAHereDocumentIsOneWord() {
        var line = ShellLine.parse("""
                git add -A && git commit -m "$(cat <<'EOF'
                Say "hello" (or :) -> world > now; rm it's

                EOF
                )" && git push
                """);

        assertThat(line.steps()).extracting(ShellLine.Step::name).containsExactly("git", "git", "git");
        assertThat(line.steps().get(1).words()).hasSize(4).last().asString().contains("world > now");
        assertThat(line.steps()).allSatisfy(step -> assertThat(step.outputs()).isEmpty());
    }

    @Test
    void whatMakesAStepRunIsToldFromWhatStandsBeforeIt() {
        assertThat(ShellLine.parse("a && b || c | d |\n e || (f; g)").steps())
                .extracting(ShellLine.Step::name, ShellLine.Step::joint)
                .containsExactly(
                        tuple("a", Joint.SEQUENCE),
                        tuple("b", Joint.AND),
                        tuple("c", Joint.OTHERWISE),
                        tuple("d", Joint.PIPE),
                        tuple("e", Joint.PIPE),
                        tuple("f", Joint.OTHERWISE),
                        tuple("g", Joint.SEQUENCE));
    }

    @Test
    void whatStandsWithinSomethingElseIsNested() {
        var line = """
                (a; b) && c
                if d; then e; fi; f
                for x in y; do g; done > out.txt
                { h; } || i
                """;

        assertThat(ShellLine.parse(line).steps().stream().filter(step -> !step.nested()))
                .extracting(ShellLine.Step::name)
                .containsExactly("c", "fi", "f", "done", "}", "i");
    }

    @Test
    void wordsKeepWhatWasQuoted() {
        assertThat(ShellLine.parse("git commit -m 'it''s' \"a \\\"b\\\"\" c\\ d")
                        .steps())
                .extracting(ShellLine.Step::words)
                .containsExactly(List.of("git", "commit", "-m", "its", "a \"b\"", "c d"));
    }

    private static LongStream seeds() {
        return new Random(7).longs(200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyTextCanBeRead(long seed) {
        var random = new Random(seed);
        var characters = "ab '\"\\$(){}`<>|&;#=\n\t2";
        var text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }

        assertThat(ShellLine.parse(text.toString()).steps())
                .allSatisfy(step -> assertThat(step.words()).isNotEmpty());
    }

    /** A linear reader takes some hundredths of a second, a quadratic one many minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "\"",
                "\\",
                "`",
                "${",
                "$(",
                "$(cat <<A\n",
                "$(cat <<'a",
                "\"$(",
                "<<A\n",
                "<",
                "2>",
                "((",
                "a=b ",
                "# ",
                "&"
            })
    void aMillionCharactersOfAnythingAreReadInTime(String piece) {
        var text = piece.repeat(1_000_000 / piece.length());

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> ShellLine.parse(text));
    }
}
