package continuity.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes: shell scripts that say READY and then do what the test is about. */
@Timeout(60)
class SupervisorTest {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    @TempDir
    Path dir;

    private final Events events = new Events();
    private Supervisor supervisor = supervise("true");

    @AfterEach
    void stop() {
        supervisor.stop(PATIENCE);
    }

    @Test
    void startReturnsWhenTheChildSaysThatItIsReady() throws Exception {
        supervisor = supervise("echo starting; echo READY; exec sleep 600");

        supervisor.start();

        assertThat(events.spawned.take().find()).isPresent();
        assertThat(events.log).containsExactly("ready");
    }

    @Test
    void aChildThatDiesIsStartedAgainAfterASecond() throws Exception {
        supervisor = supervise("echo READY; exec sleep 600");
        supervisor.start();
        var first = events.spawned.take();

        first.find().orElseThrow().destroyForcibly();

        var second = events.spawned.take();
        assertThat(second.find()).isPresent();
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(events.log).contains("ended with exit code 137, again in PT1S");
    }

    @Test
    void aChildIsLookedAfterEvenIfNobodyCanTakeTheNews() throws Exception {
        events.diskIsFull = true;
        supervisor = supervise("echo READY; exec sleep 600");
        supervisor.start();
        var first = events.spawned.take();

        first.find().orElseThrow().destroyForcibly();

        assertThat(events.spawned.take().find()).isPresent();
    }

    @Test
    void pausesDoubleWhileItKeepsDying() throws Exception {
        supervisor = supervise("echo READY; exec sleep 0.5");
        supervisor.start();

        events.spawned.take();
        events.spawned.take();
        events.spawned.take();

        assertThat(events.log)
                .contains("ended with exit code 0, again in PT1S", "ended with exit code 0, again in PT2S");
    }

    @Test
    void aChildThatDiesWhileStartingIsReportedWithTheEndOfItsLog() {
        supervisor = supervise("echo Port 7701 is taken; exit 3");

        assertThatThrownBy(supervisor::start)
                .isInstanceOf(StartFailed.class)
                .hasMessageContainingAll("part ended with exit code 3 while starting", "Port 7701 is taken");
    }

    @Test
    void aChildThatDoesNotListenIsKilledAndNotStartedAgain() throws Exception {
        supervisor = supervise("trap '' TERM; echo READY; while :; do sleep 1; done");
        supervisor.start();
        var child = events.spawned.take();

        supervisor.stop(PATIENCE);

        assertThat(child.find()).isEmpty();
        assertThat(events.spawned.poll(1500, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aStoppedSupervisorStartsNothing() {
        supervisor.stop(PATIENCE);

        assertThatThrownBy(supervisor::start).isInstanceOf(StartFailed.class);
    }

    @Test
    void aChildGetsOnlyTheEnvironmentThatItIsGiven() throws Exception {
        supervisor = supervise("env; echo READY; exec sleep 600");

        supervisor.start();

        assertThat(log().since(0).lines().map(line -> line.split("=", 2)[0]))
                .contains("GIVEN")
                .isSubsetOf("GIVEN", "PWD", "OLDPWD", "SHLVL", "_", "READY");
    }

    @Test
    void aBigLogIsMovedAsideAtTheStartAndTheNewOneIsPrivate() throws Exception {
        Files.write(log().path(), new byte[(int) LogFile.ROTATE_ABOVE + 1]);
        supervisor = supervise("echo READY; exec sleep 600");

        supervisor.start();

        assertThat(log().since(0)).isEqualTo("READY\n");
        assertThat(dir.resolve("part.log.1")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log().path())))
                .isEqualTo("rw-------");
    }

    private LogFile log() {
        return new LogFile(dir.resolve("part.log"));
    }

    private Supervisor supervise(String script) {
        Child.Starter starter = () -> {
            var command = List.of("/bin/sh", "-c", script);
            var environment = Map.of("GIVEN", "1");
            return new ChildDefinition("part", command, environment, dir, log(), ReadyCheck.prints("READY")).start();
        };
        return new Supervisor("part", starter, events);
    }

    private static final class Events implements Supervisor.Listener {

        final BlockingQueue<ProcessIdentity> spawned = new LinkedBlockingQueue<>();
        final BlockingQueue<String> log = new LinkedBlockingQueue<>();
        volatile boolean diskIsFull;

        @Override
        public void spawned(String name, ProcessIdentity process) {
            spawned.add(process);
            take("spawned");
        }

        @Override
        public void ready(String name, Duration took) {
            take("ready");
        }

        @Override
        public void ended(String name, String how, Duration pause) {
            take(how + ", again in " + pause);
        }

        private void take(String news) {
            if (diskIsFull) {
                throw new IllegalStateException("no space left on device");
            }
            if (!news.equals("spawned")) {
                log.add(news);
            }
        }
    }
}
