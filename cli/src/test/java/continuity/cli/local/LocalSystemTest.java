package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.cli.process.ProcessIdentity;
import continuity.cli.process.StartFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real PostgreSQL and a real broker; the services are tested as a whole system elsewhere. */
class LocalSystemTest {

    private static final List<Part> BACKBONE = List.of(Part.POSTGRES, Part.KAFKA);

    @TempDir
    Path dir;

    private final StringWriter printed = new StringWriter();

    @Test
    void theBackboneStartsTogetherAndLeavesNoProcess() throws Exception {
        var data = new DataDirectory(dir.resolve("a data directory"));
        var system = prepare(data);

        system.start(List.of(BACKBONE));
        var run = RunFile.read(data).orElseThrow();
        var processes = run.parts().stream().map(RunFile.Running::process).toList();

        assertThat(run.ready()).isTrue();
        assertThat(processes)
                .hasSize(2)
                .allSatisfy(process -> assertThat(process.find()).isPresent());
        assertThat(run.parts()).allMatch(part -> Ports.answers(part.port()));
        assertThat(printed.toString()).containsPattern("postgres +ready +\\d").containsPattern("kafka +ready +\\d");

        system.close();

        assertThat(processes).map(ProcessIdentity::find).containsOnly(Optional.empty());
        assertThat(RunFile.read(data)).isEmpty();
        assertThat(printed.toString().lines()).endsWith("Stopping …", "Stopped.");
    }

    @Test
    void aServiceThatIsNotBuiltStopsWhatHasStarted() throws Exception {
        var data = new DataDirectory(dir.resolve("data"));
        var system = prepare(data);

        assertThatThrownBy(() -> system.start(List.of(List.of(Part.KAFKA, Part.REGISTRY))))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("registry is not built");

        assertThat(RunFile.read(data)).isEmpty();
    }

    private LocalSystem prepare(DataDirectory data) throws IOException {
        data.prepare();
        Files.copy(Path.of("src/main/jvm.options"), dir.resolve("jvm.options"));
        var installation = new Installation(
                dir,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                false);
        var credentials = Credentials.prepare(data, Instant.now());
        var settings = new Settings(data, Ports.free(), credentials, Optional.empty(), System.getenv());
        return new LocalSystem(installation, settings, new PrintWriter(printed));
    }
}
