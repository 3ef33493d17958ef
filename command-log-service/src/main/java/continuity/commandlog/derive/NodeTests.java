package continuity.commandlog.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The summary of {@code node --test}, as TAP ({@code # pass 2}) or for people ({@code ℹ pass 2}). */
final class NodeTests {

    private static final Pattern COUNT =
            Pattern.compile("(?:#|ℹ) (pass|fail|cancelled|skipped|duration_ms) (\\d{1,9}(?:\\.\\d{1,9}+)?+)");
    private static final Pattern NOT_OK = Pattern.compile("\\s*+not ok \\d++ - (.*)");
    private static final Pattern CROSS = Pattern.compile("\\s*+✖ (.*) \\([0-9.]++ms\\)");

    private NodeTests() {}

    /** Empty without both a count of passes and one of failures. Several runs are added up. */
    static Optional<TestRun> read(List<String> lines) {
        var sums = new HashMap<String, Double>();
        var failing = new ArrayList<String>();
        for (var line : lines) {
            var count = COUNT.matcher(line.stripTrailing());
            var name = nameIn(line);
            if (count.matches()) {
                sums.merge(count.group(1), Double.valueOf(count.group(2)), Double::sum);
            }
            name.ifPresent(failing::add);
        }
        if (!sums.containsKey("pass") || !sums.containsKey("fail")) {
            return Optional.empty();
        }
        var milliseconds = sums.get("duration_ms");
        return Optional.of(new TestRun(
                "node",
                sum(sums, "pass"),
                sum(sums, "fail") + sum(sums, "cancelled"),
                sum(sums, "skipped"),
                milliseconds == null ? null : Math.round(milliseconds) / 1000.0,
                failing));
    }

    private static int sum(Map<String, Double> sums, String name) {
        return sums.getOrDefault(name, 0.0).intValue();
    }

    private static Optional<String> nameIn(String line) {
        var notOk = NOT_OK.matcher(line);
        if (notOk.matches()) {
            var name = notOk.group(1);
            return name.contains("# TODO") || name.contains("# SKIP") ? Optional.empty() : Optional.of(name);
        }
        var cross = CROSS.matcher(line);
        return cross.matches() ? Optional.of(cross.group(1)) : Optional.empty();
    }
}
