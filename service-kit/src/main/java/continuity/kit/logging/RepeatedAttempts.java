package continuity.kit.logging;

import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Kafka's clients try each second to connect and tell each time that the broker is away, or that it refuses the
 * password. This lets one line of each level through, then none for {@link #SILENCE}.
 */
@LoggingFilter(name = "repeated-attempts")
public final class RepeatedAttempts implements Filter {

    static final Duration SILENCE = Duration.ofSeconds(30);

    private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";

    private final Map<Level, Instant> silentUntil = new ConcurrentHashMap<>();

    @Override
    public boolean isLoggable(LogRecord line) {
        if (!CLIENT.equals(line.getLoggerName())) {
            return true;
        }
        var end = line.getInstant().plus(SILENCE);
        return end.equals(silentUntil.compute(
                line.getLevel(),
                (_, until) -> until == null || line.getInstant().isAfter(until) ? end : until));
    }
}
