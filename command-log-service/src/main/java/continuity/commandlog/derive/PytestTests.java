package continuity.commandlog.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The summary of pytest: {@code == 1 failed, 3 passed, 2 skipped in 0.12s ==}. */
final class PytestTests {

    private static final Pattern SUMMARY = Pattern.compile(
            "=*+ ?((?:\\d{1,9} [a-z]++,? ?)++)in (\\d{1,9}(?:\\.\\d{1,9}+)?+)s(?: \\([0-9:]++\\))? ?=*+");
    private static final Pattern FAILED = Pattern.compile("(?:FAILED|ERROR) ([^\\s:]++::.*)");

    private PytestTests() {}

    /** Several runs are added up. */
    static Optional<TestRun> read(List<String> lines) {
        var sums = new HashMap<String, Integer>();
        var failing = new ArrayList<String>();
        var seconds = 0.0;
        for (var line : lines) {
            var summary = SUMMARY.matcher(line.strip());
            var failed = FAILED.matcher(line);
            if (summary.matches()) {
                counts(summary.group(1)).forEach((word, count) -> sums.merge(word, count, Integer::sum));
                seconds += Double.parseDouble(summary.group(2));
            } else if (failed.matches()) {
                failing.add(failed.group(1).split(" - ", 2)[0]);
            }
        }
        if (!sums.containsKey("passed") && !sums.containsKey("failed") && !sums.containsKey("errors")) {
            return Optional.empty();
        }
        return Optional.of(new TestRun(
                "pytest",
                sums.getOrDefault("passed", 0),
                sums.getOrDefault("failed", 0) + sums.getOrDefault("errors", 0),
                sums.getOrDefault("skipped", 0),
                seconds,
                failing));
    }

    private static Map<String, Integer> counts(String text) {
        var counts = new HashMap<String, Integer>();
        for (var part : text.strip().split(", ", -1)) {
            var space = part.indexOf(' ');
            var word = part.substring(space + 1).strip();
            counts.put(word.equals("error") ? "errors" : word, Integer.valueOf(part.substring(0, space)));
        }
        return counts;
    }
}
