package continuity.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.cli.local.DataDirectory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

    @TempDir
    Path dir;

    private DataDirectory data;

    @BeforeEach
    void prepareDirectory() throws Exception {
        data = new DataDirectory(dir);
        Files.createDirectory(data.keys());
        Files.writeString(data.token(), "the-token");
        Files.writeString(data.operatorToken(), "the-token");
    }

    @Test
    @Timeout(20)
    void partsThatTakeACallAndNeverAnswerHoldNothingUp() throws Exception {
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            recordAllPartsAt(mute.getLocalPort());

            var snapshot = Snapshot.take(data, Instant.now());

            assertThat(snapshot.instances()).isEmpty();
            assertThat(snapshot.streams()).isEmpty();
            assertThat(snapshot.hooks()).isEmpty();
            assertThat(snapshot.disk()).isPresent();
            assertThat(new StatusScreen(snapshot, ZoneOffset.UTC).toString())
                    .contains("registry         no answer")
                    .contains("Instances   —", "Throughput  —", "Lag         —", "Journal     —");
            assertThat(StatusDocument.of(snapshot).path("instances").isNull()).isTrue();
        }
    }

    @Test
    void withoutARunThereIsNothingButTheDisk() throws Exception {
        var snapshot = Snapshot.take(data, Instant.now());

        assertThat(snapshot.isAllUp()).isFalse();
        assertThat(new StatusScreen(snapshot, ZoneOffset.UTC))
                .hasToString("Nothing is running with the data in %s.%n".formatted(data.root()));
    }

    @Test
    void questionsThatFailOrComeTooLateHaveNoAnswer() throws Exception {
        try (var questions = new Questions(Duration.ofMillis(200))) {
            var fails = questions.ask(() -> Files.readString(dir.resolve("is not there")));
            var never = questions.ask(() -> {
                Thread.sleep(Duration.ofHours(1));
                return "late";
            });
            var answers = questions.ask(() -> "at once");

            assertThat(questions.answer(answers)).contains("at once");
            assertThat(questions.answer(never)).isEmpty();
            assertThat(questions.answer(fails)).isEmpty();
        }
    }

    private void recordAllPartsAt(int port) throws Exception {
        var me = ProcessHandle.current();
        var process = "{\"pid\":%d,\"started_at\":\"%s\"}"
                .formatted(me.pid(), me.info().startInstant().orElseThrow());
        Files.writeString(data.runFile(), """
                {"launcher":%1$s,"url":"http://127.0.0.1:%2$d","ready":true,"parts":[
                  {"name":"mission-control","port":%2$d,"process":%1$s},
                  {"name":"registry","port":%2$d,"process":%1$s},
                  {"name":"kafka","port":%2$d,"process":%1$s}]}
                """.formatted(process, port));
    }
}
