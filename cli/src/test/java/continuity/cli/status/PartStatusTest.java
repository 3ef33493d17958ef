package continuity.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import continuity.cli.local.Health;
import continuity.cli.local.Part;
import continuity.cli.local.RunFile;
import continuity.cli.process.ProcessIdentity;
import continuity.cli.status.PartStatus.Life;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PartStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void onlyChecksThatFailAreNamedAndAlwaysInTheSameOrder() throws Exception {
        assertThat(details("""
                [{"name":"kafka","status":"DOWN","data":{"why":"long"}},{"name":"fold","status":"UP"},{"name":"database","status":"DOWN"}]
                """)).isEqualTo("database, kafka");
    }

    @Test
    void nothingIsSaidWhenAllIsWell() throws Exception {
        assertThat(details("""
                [{"name":"Database connections health check","status":"UP","data":{"<default>":"UP"}}]
                """)).isEmpty();
    }

    @Test
    void restartsAreToldWithTheReasonOfTheLast() {
        var status = PartStatus.withoutAnswer(part(2, "ended with exit code 137", null), Life.ALIVE);

        assertThat(status.details()).isEqualTo("restarted 2× (last: ended with exit code 137)");
    }

    @Test
    void aPartThatWaitsForItsNextStartSaysWhen() {
        var status = PartStatus.withoutAnswer(part(0, "ended with exit code 1", NOW.plusSeconds(8)), Life.GONE);

        assertThat(status.state(NOW)).isEqualTo("down, starts again in 8 s");
        assertThat(status.state(NOW.plusSeconds(20))).isEqualTo("down, starts again in 0 s");
        assertThat(status.details()).isEqualTo("ended with exit code 1");
    }

    @Test
    void aPartThatSaysNothingIsToldFromOneThatIsNotReady() throws Exception {
        var checks = new ObjectMapper().readTree("[]");

        assertThat(status(new Health(false, checks)).state(NOW)).isEqualTo("not ready");
        assertThat(status(new Health(false, MissingNode.getInstance())).state(NOW))
                .isEqualTo("no answer");
        assertThat(status(new Health(true, checks)).state(NOW)).isEqualTo("up");
    }

    @Test
    @Timeout(30)
    @EnabledOnOs(OS.LINUX)
    void aSuspendedProcessIsNotTakenForOneThatIsUp() throws Exception {
        var process = new ProcessBuilder("sleep", "600").start();
        try {
            signal(process, "STOP");
            var part = new RunFile.Running(Part.POSTGRES.title(), 1, ProcessIdentity.of(process.toHandle()));
            while (!part.process().isSuspended()) {
                Thread.onSpinWait();
            }

            var status = PartStatus.of(part);

            assertThat(status.state(NOW)).isEqualTo("suspended");
            assertThat(status.isUp()).isFalse();
            assertThat(status.memory()).isPresent();
        } finally {
            signal(process, "CONT");
            process.destroyForcibly().waitFor();
        }
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static String details(String checks) throws Exception {
        return status(new Health(false, new ObjectMapper().readTree(checks))).details();
    }

    private static PartStatus status(Health health) {
        return new PartStatus(part(0, null, null), Life.ALIVE, health, Optional.empty());
    }

    private static RunFile.Running part(int restarts, @Nullable String lastEnd, @Nullable Instant startsAgainAt) {
        return new RunFile.Running("registry", 7701, ProcessIdentity.current(), restarts, lastEnd, startsAgainAt);
    }
}
