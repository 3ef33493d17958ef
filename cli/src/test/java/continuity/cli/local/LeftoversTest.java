package continuity.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.cli.process.ProcessIdentity;
import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    Path dir;

    private DataDirectory data;
    private UpLock lock;
    private Process child;

    @BeforeEach
    void launcherWasKilledAndItsChildRuns() throws IOException {
        data = new DataDirectory(dir.resolve("data"));
        data.prepare();
        lock = UpLock.take(data);
        child = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void clean() throws InterruptedException {
        lock.close();
        child.destroyForcibly().waitFor();
    }

    @Test
    void theChildIsEndedAndForgotten() throws InterruptedException {
        record(ProcessIdentity.of(child.toHandle()));

        assertThat(Leftovers.end(lock)).containsExactly("registry");

        assertThat(child.waitFor(Duration.ofSeconds(5))).isTrue();
        assertThat(RunFile.read(data)).isEmpty();
    }

    @Test
    void aStrangerWithTheSameNumberIsSpared() {
        var now = ProcessIdentity.of(child.toHandle());
        record(new ProcessIdentity(now.pid(), now.startedAt().minusSeconds(60), null));

        assertThat(Leftovers.end(lock)).isEmpty();

        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void aDirectoryInUseIsRefusedNamingTheProcess() {
        assertThatThrownBy(() -> UpLock.take(data))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(
                        "process %d".formatted(ProcessHandle.current().pid()))
                .hasMessageContaining("./continuity down");
    }

    private void record(ProcessIdentity process) {
        var running = new RunFile.Running("registry", 7701, process);
        new RunFile(process, URI.create("http://127.0.0.1:7700"), true, List.of(running), null, null).write(data);
    }
}
