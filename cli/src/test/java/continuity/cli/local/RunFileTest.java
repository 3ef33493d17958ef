package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.cli.process.ProcessIdentity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
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
        var registry = new RunFile.Running("registry", 7701, new ProcessIdentity(42, START));
        var run = new RunFile(
                new ProcessIdentity(41, START), URI.create("http://127.0.0.1:7700"), true, List.of(registry));

        run.write(data);

        assertThat(RunFile.read(data)).contains(run);
        assertThat(Files.readString(data.runFile()))
                .contains("\"started_at\" : \"2026-11-20T12:00:00.120Z\"", "\"url\" : \"http://127.0.0.1:7700\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.runFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void withoutAFileNothingRuns() {
        assertThat(RunFile.read(data)).isEmpty();
    }

    @Test
    void theRecordFollowsARestartAndEndsWithTheSystem() {
        var record = new RunRecord(data, new Ports(7700));
        record.runs(Part.REGISTRY, new ProcessIdentity(42, START));
        record.runs(Part.REGISTRY, new ProcessIdentity(43, START));

        assertThat(RunFile.read(data).orElseThrow().parts())
                .containsExactly(new RunFile.Running("registry", 7701, new ProcessIdentity(43, START)));

        record.delete();
        record.runs(Part.REGISTRY, new ProcessIdentity(44, START));

        assertThat(RunFile.read(data)).isEmpty();
    }
}
