package continuity.systemtest;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long something took, in milliseconds.
 *
 * @param count of the measurements
 */
public record Percentiles(int count, double min, double p50, double p95, double p99, double max) {

    private static final double NANOS_PER_MILLI = Duration.ofMillis(1).toNanos();

    public static Percentiles of(long... nanos) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(
                sorted.length, at(sorted, 0), at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    /** The smallest value that is not exceeded by that share of all. */
    private static double at(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        var rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }

    public static String text(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.1f", millis);
    }
}
