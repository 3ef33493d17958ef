package continuity.resume.packet;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Ages and times in words. */
final class Ages {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Ages() {}

    /** {@code 40 s}, {@code 12 min}, {@code 5 h}, {@code 3 d}: the largest unit that fits twice, never negative. */
    static String between(Instant then, Instant now) {
        var seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 2 * MINUTE) {
            return seconds + " s";
        }
        if (seconds < 2 * HOUR) {
            return seconds / MINUTE + " min";
        }
        return seconds < 2 * DAY ? seconds / HOUR + " h" : seconds / DAY + " d";
    }

    static String at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
