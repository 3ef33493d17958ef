package continuity.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimeTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.250Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T12:00:00.250Z INFO  [io.quarkus] started",
                "2026-11-21T13:00:00.250+01:00 INFO  [io.quarkus] started",
                "2026-11-21T13:00:00.250+0100 WARNING org.apache.kafka: late",
                "2026-11-21T13:00:00.250 WARNING org.apache.kafka: late",
                "2026-11-21 12:00:00.250 UTC [4711] LOG:  database system is ready to accept connections",
                "2026-11-21 13:00:00.250 CET [4711] LOG:  database system is ready to accept connections"
            })
    void theTimeOfEachPartIsUnderstood(String line) {
        assertThat(LogTime.of(line, BERLIN)).contains(NOON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "READY",
                "\tat continuity.registry.InstanceStore.find(InstanceStore.java:42)",
                "2026-13-41T12:00:00.250Z no such day"
            })
    void aLineWithoutATimeBeginsNoRecord(String line) {
        assertThat(LogTime.of(line, BERLIN)).isEmpty();
    }

    @Test
    void spansAreTypedBriefly() {
        var ago = new Ago();

        assertThat(ago.convert("90s")).hasSeconds(90);
        assertThat(ago.convert("10m")).hasMinutes(10);
        assertThat(ago.convert("2h")).hasHours(2);
        assertThat(ago.convert("1d")).hasDays(1);
    }
}
