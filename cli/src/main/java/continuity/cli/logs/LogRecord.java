package continuity.cli.logs;

import java.time.Instant;
import java.util.List;

/**
 * What one part has said at one time.
 *
 * @param part its name
 * @param lines at least one; further ones are a stack trace, say
 */
record LogRecord(String part, Instant time, List<String> lines) {

    LogRecord {
        lines = List.copyOf(lines);
    }
}
