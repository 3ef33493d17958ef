package continuity.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    private Process sleep;

    @BeforeEach
    void start() throws IOException {
        sleep = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() throws InterruptedException {
        sleep.destroyForcibly().waitFor();
    }

    @Test
    void aRunningProcessIsFoundAgain() {
        assertThat(ProcessIdentity.of(sleep.toHandle()).find()).contains(sleep.toHandle());
    }

    @Test
    void aLaterProcessWithTheSameNumberIsAnother() {
        var now = ProcessIdentity.of(sleep.toHandle());

        var earlier = new ProcessIdentity(now.pid(), now.startedAt().minus(Duration.ofMinutes(1)), null);

        assertThat(earlier.find()).isEmpty();
    }

    @Test
    void aClockThatWasSetSinceDoesNotHideIt() {
        var now = ProcessIdentity.of(sleep.toHandle());
        assumeThat(now.ticks()).as("counted from the boot").isNotNull();

        var written = new ProcessIdentity(now.pid(), now.startedAt().minus(Duration.ofHours(1)), now.ticks());

        assertThat(written.find()).contains(sleep.toHandle());
    }

    @Test
    void aProcessOfAnEarlierBootIsAnother() {
        var now = ProcessIdentity.of(sleep.toHandle());

        assertThat(new ProcessIdentity(now.pid(), now.startedAt().minus(Duration.ofHours(1)), "boot:1").find())
                .isEmpty();
    }

    @Test
    void anEndedProcessIsNotFound() throws InterruptedException {
        var identity = ProcessIdentity.of(sleep.toHandle());
        sleep.destroyForcibly().waitFor();

        assertThat(identity.find()).isEmpty();
    }
}
