package continuity.cli.logs;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class MergedLogsTest {

    @TempDir
    Path dir;

    private MergedLogs logs;

    @BeforeEach
    void openLogs() {
        logs = new MergedLogs(List.of(follower("registry"), follower("postgres")));
    }

    @AfterEach
    void closeLogs() throws IOException {
        logs.close();
    }

    @Test
    void recordsOfAllPartsComeInTheOrderOfTimeAndStackTracesStayTogether() throws Exception {
        write("registry", """
                2026-11-21T12:00:00.100Z first
                2026-11-21T12:00:00.300Z third
                java.lang.IllegalStateException: why
                \tat continuity.registry.X
                2026-11-21T12:00:00.400Z fourth
                """);
        write("postgres", "2026-11-21 12:00:00.200 UTC [1] LOG:  second\n");

        assertThat(printed(logs.last(200, Instant.MIN))).isEqualTo("""
                registry  2026-11-21T12:00:00.100Z first
                postgres  2026-11-21 12:00:00.200 UTC [1] LOG:  second
                registry  2026-11-21T12:00:00.300Z third
                registry  java.lang.IllegalStateException: why
                registry  \tat continuity.registry.X
                registry  2026-11-21T12:00:00.400Z fourth
                """);
    }

    @Test
    void onlyTheLastLinesOrTheLatestRecordsAreShown() throws Exception {
        write("registry", """
                2026-11-21T12:00:00.100Z first
                2026-11-21T12:00:00.200Z second
                2026-11-21T12:00:00.300Z third
                """);

        assertThat(printed(logs.last(2, Instant.MIN))).doesNotContain("first").contains("second", "third");
        try (var again = new MergedLogs(List.of(follower("registry")))) {
            assertThat(again.last(200, Instant.parse("2026-11-21T12:00:00.300Z")))
                    .extracting(record -> record.lines().getFirst())
                    .containsExactly("2026-11-21T12:00:00.300Z third");
        }
    }

    @Test
    void whatIsWrittenLaterIsFollowedAcrossTheChangeToANewFile() throws Exception {
        write("registry", "2026-11-21T12:00:00.100Z old\n");
        logs.last(200, Instant.MIN);
        write("registry", "2026-11-21T12:00:00.200Z last of the old file\n");
        Files.move(file("registry"), dir.resolve("registry.log.1"));
        write("registry", "2026-11-21T12:00:00.300Z first of the new file\n");
        write("postgres", "2026-11-21 12:00:00.400 UTC [1] LOG:  came into being\n");

        var followed = new ArrayList<LogRecord>();
        for (var look = 0; look < 6; look++) {
            followed.addAll(logs.next());
        }

        assertThat(followed)
                .extracting(record -> record.lines().getFirst())
                .containsExactlyInAnyOrder(
                        "2026-11-21T12:00:00.200Z last of the old file",
                        "2026-11-21T12:00:00.300Z first of the new file",
                        "2026-11-21 12:00:00.400 UTC [1] LOG:  came into being");
    }

    @Test
    void aLineIsShownWhenItIsWholeAlsoInTheMiddleOfACharacter() throws Exception {
        var bytes = "2026-11-21T12:00:00.100Z größer\n".getBytes(StandardCharsets.UTF_8);
        var half = "2026-11-21T12:00:00.100Z gr".length() + 1;
        Files.write(file("registry"), Arrays.copyOf(bytes, half));

        assertThat(logs.last(200, Instant.MIN)).isEmpty();

        Files.write(file("registry"), Arrays.copyOfRange(bytes, half, bytes.length), APPEND);
        logs.next();

        assertThat(logs.next())
                .extracting(record -> record.lines().getFirst())
                .containsExactly("2026-11-21T12:00:00.100Z größer");
    }

    @Test
    void aLongPastIsSkippedUpToAWholeLine() throws Exception {
        write("registry", "2026-11-21T12:00:00.100Z %s%n2026-11-21T12:00:00.200Z newest%n".formatted("x".repeat(5000)));
        try (var follower = follower("registry")) {
            follower.skipToLast(1000);
            follower.read();

            assertThat(follower.read())
                    .extracting(record -> record.lines().getFirst())
                    .containsExactly("2026-11-21T12:00:00.200Z newest");
        }
    }

    @Test
    void onePartAloneNeedsNoNameAndATerminalGetsColours() throws Exception {
        var record = new LogRecord("registry", Instant.EPOCH, List.of("\u001b[31mred"));

        assertThat(print(List.of("registry"), Ansi.OFF, record)).isEqualTo("red\n");
        assertThat(print(List.of("registry", "kafka"), Ansi.ON, record))
                .isEqualTo("\u001b[36mregistry\u001b[39m\u001b[0m  red\n");
    }

    private static String printed(List<LogRecord> records) {
        return print(List.of("registry", "postgres"), Ansi.OFF, records.toArray(LogRecord[]::new));
    }

    private static String print(List<String> parts, Ansi ansi, LogRecord... records) {
        var out = new StringWriter();
        new LogPrinter(new PrintWriter(out), parts, ansi).print(List.of(records));
        return out.toString();
    }

    private LogFollower follower(String part) {
        return new LogFollower(part, file(part), ZoneOffset.UTC);
    }

    private Path file(String part) {
        return dir.resolve(part + ".log");
    }

    private void write(String part, String text) throws IOException {
        Files.writeString(file(part), text, CREATE, APPEND);
    }
}
