package continuity.commandlog.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The totals that Maven prints after the tests of each module. */
final class MavenTests {

    /** A total ends here; the line of one test class goes on with its time. */
    private static final Pattern TOTAL =
            Pattern.compile("(?:\\[[A-Z]++\\] )?Tests run: (\\d{1,9}), Failures: (\\d{1,9}), "
                    + "Errors: (\\d{1,9}), Skipped: (\\d{1,9})(?:, Flakes: \\d{1,9})?");

    private static final Pattern FAILING = Pattern.compile("\\[ERROR\\] {2,4}([\\w$]++(?:\\.[\\w$]++)++).*");
    private static final Pattern TIME =
            Pattern.compile("(?:\\[INFO\\] )?Total time: {1,3}(?:(\\d{1,5}):)?(\\d{1,5}(?:\\.\\d{1,3})?) (s|min|h)");

    private MavenTests() {}

    /** The totals of several modules are added up. */
    static Optional<TestRun> read(List<String> lines) {
        int run = 0;
        int failed = 0;
        int skipped = 0;
        var found = false;
        Double seconds = null;
        var failing = new ArrayList<String>();
        for (var line : lines) {
            var text = line.stripTrailing();
            var total = TOTAL.matcher(text);
            if (total.matches()) {
                found = true;
                run += number(total, 1);
                failed += number(total, 2) + number(total, 3);
                skipped += number(total, 4);
            }
            var name = FAILING.matcher(text);
            if (name.matches()) {
                failing.add(name.group(1));
            }
            var time = seconds(text);
            seconds = time == null ? seconds : time;
        }
        return found
                ? Optional.of(new TestRun("maven", run - failed - skipped, failed, skipped, seconds, failing))
                : Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** {@code 12.3 s}, {@code 01:02 min} or {@code 01:02 h}; null in any other line. */
    private static @Nullable Double seconds(String line) {
        var time = TIME.matcher(line);
        if (!time.matches()) {
            return null;
        }
        var larger = time.group(1) == null ? 0 : Double.parseDouble(time.group(1));
        var smaller = Double.parseDouble(time.group(2));
        return switch (time.group(3)) {
            case "h" -> larger * 3600 + smaller * 60;
            case "min" -> larger * 60 + smaller;
            default -> smaller;
        };
    }
}
