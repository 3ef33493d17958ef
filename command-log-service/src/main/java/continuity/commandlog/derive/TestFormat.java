package continuity.commandlog.derive;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one test runner words its report. Every line that fits counts, so that several modules, or several runs, are
 * added up.
 *
 * <p>Outputs come from anywhere: every pattern must take time linear in a line, whatever stands there.
 *
 * @param type name of the runner
 * @param needs what must have been counted, or it is another report; may be empty
 * @param counts a line with numbers. Its group 1 holds them beside their words, {@code 3 passed} or {@code Failures:
 *     1}; a word alone, {@code ok}, is one. Its group 2, if there is one, is the time
 * @param time a line whose group 1 is the time; null if none says it, or {@code counts} does
 * @param failing a line that names a failed test in its first group that takes part; null if none does
 * @param group a line that says that the name before it is that of a group of tests; null if none does
 * @param listed a line below which the failed tests stand once more, and no groups; null if there is none
 */
record TestFormat(
        String type,
        Set<Count> needs,
        Pattern counts,
        @Nullable Pattern time,
        @Nullable Pattern failing,
        @Nullable Pattern group,
        @Nullable Pattern listed) {

    /** What is counted; {@code TOTAL} serves where a report does not say how many passed. */
    enum Count {
        PASSED,
        FAILED,
        SKIPPED,
        TOTAL;

        /** By the word that stands beside the number; empty for what does not matter. */
        private static Optional<Count> of(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "pass", "passed", "passing", "ok" -> Optional.of(PASSED);
                case "fail", "failed", "failing", "failure", "failures", "error", "errors", "cancelled" ->
                    Optional.of(FAILED);
                case "suites", "test suite failed to run", "compilation error" -> Optional.of(FAILED);
                case "skip", "skipped", "pending", "ignored", "incomplete", "todo" -> Optional.of(SKIPPED);
                case "total", "test", "tests", "example", "examples", "completed", "run", "of" -> Optional.of(TOTAL);
                default -> Optional.empty();
            };
        }
    }

    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,9}) (?:tests? )?([A-Za-z]++)|([A-Za-z]++)(?::? ++|=)(\\d{1,9})");

    private static final Pattern CLOCK = Pattern.compile("(\\d{1,5}):(\\d{1,5}(?:\\.\\d{1,9})?+)( h)?.*");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?+) ?(ms|s|m|h)?[a-z]*+");

    /** What a report says; empty if there is none, or if it ran no test. */
    Optional<TestRun> read(List<String> lines) {
        var sums = new EnumMap<Count, Integer>(Count.class);
        var failed = new ArrayList<String>();
        Double seconds = null;
        for (var line : lines) {
            var text = line.stripTrailing();
            var counted = counts.matcher(text);
            if (counted.matches()) {
                add(counted.group(1), sums);
                seconds = plus(seconds, counted.groupCount() > 1 ? counted.group(2) : null);
            }
            seconds = plus(seconds, time == null ? null : first(time.matcher(text)));
            var name = failing == null ? null : first(failing.matcher(text));
            if (name != null) {
                failed.add(name);
            } else if (is(group, text) && !failed.isEmpty()) {
                failed.removeLast();
            } else if (is(listed, text)) {
                failed.clear();
            }
        }
        if (sums.isEmpty() || !sums.keySet().containsAll(needs)) {
            return Optional.empty();
        }
        return Optional.of(run(sums, seconds, failed)).filter(run -> !run.isEmpty());
    }

    private TestRun run(Map<Count, Integer> sums, @Nullable Double seconds, List<String> failed) {
        int failures = sums.getOrDefault(Count.FAILED, 0);
        int skipped = sums.getOrDefault(Count.SKIPPED, 0);
        var others = Math.max(0, sums.getOrDefault(Count.TOTAL, 0) - failures - skipped);
        return new TestRun(
                type,
                sums.getOrDefault(Count.PASSED, others),
                failures,
                skipped,
                seconds == null ? null : Math.round(seconds * 1000) / 1000.0,
                failed);
    }

    private static void add(String text, Map<Count, Integer> sums) {
        Count.of(text).ifPresent(one -> {
            sums.merge(one, 1, TestFormat::sum);
            sums.computeIfPresent(Count.TOTAL, (_, total) -> sum(total, 1));
        });
        NUMBER.matcher(text).results().forEach(number -> {
            var isFirst = number.group(1) != null;
            var amount = Integer.parseInt(number.group(isFirst ? 1 : 4));
            Count.of(number.group(isFirst ? 2 : 3)).ifPresent(count -> sums.merge(count, amount, TestFormat::sum));
        });
    }

    private static int sum(int a, int b) {
        return (int) Math.min(Integer.MAX_VALUE, (long) a + b);
    }

    private static boolean is(@Nullable Pattern pattern, String text) {
        return pattern != null && pattern.matcher(text).matches();
    }

    /** The first group that takes part; null if the line is another one. */
    private static @Nullable String first(Matcher matcher) {
        if (!matcher.matches()) {
            return null;
        }
        var group = matcher.group(1);
        return group == null && matcher.groupCount() > 1 ? matcher.group(2) : group;
    }

    private static @Nullable Double plus(@Nullable Double seconds, @Nullable String text) {
        return text == null ? seconds : Double.valueOf((seconds == null ? 0 : seconds) + seconds(text));
    }

    /**
     * {@code 12 ms}, {@code 1.5s}, {@code 1 minute 2 seconds}, {@code 01:02 min}, {@code 01:02 h}; bare: milliseconds.
     */
    private static double seconds(String text) {
        var clock = CLOCK.matcher(text);
        if (clock.matches()) {
            var larger = Double.parseDouble(clock.group(1)) * 60 + Double.parseDouble(clock.group(2));
            return clock.group(3) == null ? larger : larger * 60;
        }
        return AMOUNT.matcher(text)
                .results()
                .mapToDouble(amount -> Double.parseDouble(amount.group(1)) * unit(amount.group(2)))
                .sum();
    }

    private static double unit(@Nullable String name) {
        return switch (name) {
            case "h" -> 3600;
            case "m" -> 60;
            case "s" -> 1;
            case null, default -> 0.001;
        };
    }
}
