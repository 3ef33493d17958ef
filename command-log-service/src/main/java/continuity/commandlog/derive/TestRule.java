package continuity.commandlog.derive;

import continuity.contracts.CommandLogged;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A test run whose summary was printed; what it printed decides, not how the command line ended. */
final class TestRule {

    private static final int MAX_COMMAND = 500;
    private static final int MAX_SUMMARY = 500;

    /** Programs that show what others printed earlier: a command line of nothing else ran no test. */
    private static final Set<String> SHOWING = Set.of(
            "awk",
            "cat",
            "cd",
            "cp",
            "curl",
            "cut",
            "diff",
            "echo",
            "exit",
            "export",
            "find",
            "gh",
            "git",
            "grep",
            "head",
            "journalctl",
            "jq",
            "less",
            "ls",
            "more",
            "mv",
            "printf",
            "pwd",
            "rg",
            "sed",
            "set",
            "sleep",
            "sort",
            "tail",
            "tee",
            "true",
            "uniq",
            "wc");

    private TestRule() {}

    static List<Finding> find(CommandLogged command) {
        var line = ToolOutput.commandLine(command);
        if (ShellCommand.all(line).stream().allMatch(call -> SHOWING.contains(call.program()))) {
            return List.of();
        }
        var output = ToolOutput.lines(command);
        return TestFormats.ALL.stream()
                .map(format -> format.read(output))
                .flatMap(Optional::stream)
                .filter(run -> command.success() != null || run.failed() > 0) // what still runs has not passed
                .max(Comparator.comparing(run -> run.failed() > 0)) // of several runners, one with failures
                .map(run -> List.of(finding(run, line, command.executionTimeMs())))
                .orElse(List.of());
    }

    private static Finding finding(TestRun run, String line, @Nullable Long executionTimeMs) {
        var seconds = run.seconds() != null
                ? run.seconds()
                : executionTimeMs == null ? null : Double.valueOf(executionTimeMs / 1000.0);
        return Finding.of(run.failed() == 0 ? "test_passed" : "test_failed")
                .with("test_type", run.type())
                .with("passed_count", run.passed())
                .with("failed_count", run.failed())
                .with("skipped_count", run.skipped())
                .with("duration_seconds", seconds)
                .with("failing", run.failing())
                .with("error_summary", run.failed() == 0 ? null : summary(run))
                .with("command", ToolOutput.shorten(line, MAX_COMMAND));
    }

    private static String summary(TestRun run) {
        var counts = run.failed() + " of " + (run.passed() + run.failed()) + " failed";
        var names = String.join(", ", run.failing());
        return ToolOutput.shorten(names.isEmpty() ? counts : counts + ": " + names, MAX_SUMMARY);
    }
}
