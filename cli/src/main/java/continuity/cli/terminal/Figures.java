package continuity.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** How numbers are shown to people. */
public final class Figures {

    /** For what is not known. */
    public static final String UNKNOWN = "—";

    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};
    private static final double STEP = 1000;

    private Figures() {}

    /** In decimal units, with one decimal below ten of them: {@code 1.2 GB}, {@code 130 MB}, {@code 0 kB}. */
    public static String bytes(long bytes) {
        var amount = bytes / STEP;
        var unit = 0;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 10 && unit > 1 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    /** In its largest fitting unit: {@code 40 s}, {@code 12 min}, {@code 3 h}, {@code 5 d}. */
    public static String duration(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " d";
        }
        if (duration.toHours() > 1) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() > 1 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
