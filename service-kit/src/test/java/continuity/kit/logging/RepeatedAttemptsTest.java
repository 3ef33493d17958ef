package continuity.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class RepeatedAttemptsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final RepeatedAttempts filter = new RepeatedAttempts();

    @Test
    void anAttemptIsToldOncePerLevelUntilTheSilenceIsOver() {
        assertThat(filter.isLoggable(attempt(Level.WARNING, NOW))).isTrue();
        assertThat(filter.isLoggable(attempt(Level.WARNING, NOW.plusSeconds(1))))
                .isFalse();
        assertThat(filter.isLoggable(attempt(Level.SEVERE, NOW.plusSeconds(1)))).isTrue();
        assertThat(filter.isLoggable(attempt(Level.WARNING, NOW.plus(RepeatedAttempts.SILENCE))))
                .isFalse();

        var later = NOW.plus(RepeatedAttempts.SILENCE).plus(Duration.ofMillis(1));
        assertThat(filter.isLoggable(attempt(Level.WARNING, later))).isTrue();
        assertThat(filter.isLoggable(attempt(Level.WARNING, later.plusSeconds(1))))
                .isFalse();
    }

    @Test
    void everythingElseIsTold() {
        var line = new LogRecord(Level.WARNING, "dead letter");
        line.setLoggerName("continuity.kit.kafka.MessageReader");

        assertThat(filter.isLoggable(line)).isTrue();
        assertThat(filter.isLoggable(line)).isTrue();
    }

    private static LogRecord attempt(Level level, Instant at) {
        var line = new LogRecord(level, "Connection to node -1 failed");
        line.setLoggerName("org.apache.kafka.clients.NetworkClient");
        line.setInstant(at);
        return line;
    }
}
