package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.cli.process.ProcessIdentity;
import continuity.cli.terminal.CommandFailed;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00.120Z");

    @TempDir
    Path dir;

    private DataDirectory data;

    @BeforeEach
    void prepareDirectory() {
        data = new DataDirectory(dir.resolve("data"));
        data.prepare();
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        var registry = new RunFile.Running("registry", 7701, new ProcessIdentity(42, START, null));
        var run = new RunFile(
                new ProcessIdentity(41, START, null),
                URI.create("http://127.0.0.1:7700"),
                true,
                List.of(registry),
                "a build",
                "PT60S");

        run.write(data);

        assertThat(RunFile.read(data)).contains(run);
        assertThat(Files.readString(data.runFile()))
                .contains("\"started_at\" : \"2026-11-20T12:00:00.120Z\"", "\"url\" : \"http://127.0.0.1:7700\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.runFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileOfAnOlderReleaseIsReadToo() throws Exception {
        Files.writeString(data.runFile(), """
                {"launcher":{"pid":41,"started_at":"2026-11-20T12:00:00Z"},"url":"http://127.0.0.1:7700","ready":true,
                 "parts":[{"name":"registry","port":7701,"process":{"pid":42,"started_at":"2026-11-20T12:00:00.120Z"}}]}
                """);

        assertThat(registry()).isEqualTo(new RunFile.Running("registry", 7701, new ProcessIdentity(42, START, null)));
    }

    @Test
    void aDamagedFileIsNamedTogetherWithTheCure() throws Exception {
        Files.writeString(data.runFile(), "{\"launcher\":");

        assertThatThrownBy(() -> RunFile.read(data))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(data.runFile().toString())
                .hasMessageContaining("./continuity down");
    }

    @Test
    void withoutAFileNothingRuns() {
        assertThat(RunFile.read(data)).isEmpty();
    }

    @Test
    void theRecordFollowsARestartAndEndsWithTheSystem() {
        var record = new RunRecord(data, new Ports(7700), "a build", Map.of());
        record.runs(Part.REGISTRY, new ProcessIdentity(42, START, null));
        record.ended(Part.REGISTRY, "ended with exit code 137", START.plusSeconds(8));

        assertThat(registry())
                .isEqualTo(new RunFile.Running(
                        "registry",
                        7701,
                        new ProcessIdentity(42, START, null),
                        0,
                        "ended with exit code 137",
                        START.plusSeconds(8)));

        record.runs(Part.REGISTRY, new ProcessIdentity(43, START, null));

        assertThat(registry())
                .isEqualTo(new RunFile.Running(
                        "registry", 7701, new ProcessIdentity(43, START, null), 1, "ended with exit code 137", null));

        record.delete();
        record.runs(Part.REGISTRY, new ProcessIdentity(44, START, null));

        assertThat(RunFile.read(data)).isEmpty();
    }

    private RunFile.Running registry() {
        return RunFile.read(data).orElseThrow().parts().getFirst();
    }
}
