package continuity.commandlog.derive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the summary of a test run says.
 *
 * @param type name of the runner
 * @param seconds null when it does not say
 * @param failing names, none twice, at most {@value #MAX_NAMES}
 */
record TestRun(
        String type,
        int passed,
        int failed,
        int skipped,
        @Nullable Double seconds,
        List<String> failing) {

    static final int MAX_NAMES = 20;
    private static final int MAX_NAME = 200;

    TestRun {
        failing = failing.stream()
                .map(name -> ToolOutput.shorten(name.strip(), MAX_NAME))
                .distinct()
                .limit(MAX_NAMES)
                .toList();
    }

    boolean isEmpty() {
        return passed + failed == 0;
    }
}
