package continuity.resume.fold;

import continuity.contracts.WorkState;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a run of tests did again what an earlier command line, which failed, had tried. */
final class Retry {

    private static final Set<String> HOW_MUCH_IT_SAYS =
            Set.of("-q", "-qq", "-v", "-vv", "-s", "-x", "--quiet", "--verbose", "--silent", "--bail");

    /** Options by which runners are told to run a part of the tests only. */
    private static final Pattern CHOICE = Pattern.compile(
            "-k|-m|-t|-g|-p|-pl|-run|--run|--package|--grep|--filter|--tests?|--test-?name-?pattern|--test-?path-?patterns?"
                    + "|(-D(it\\.)?test|-run|--.*(filter|pattern|grep|tests?))=.*",
            Pattern.CASE_INSENSITIVE);

    /** What follows goes to the program that the runner runs. */
    private static final String END_OF_OPTIONS = "--";

    /** Without it Go tests one directory alone. */
    private static final String GO_EVERYTHING = "./...";

    private Retry() {}

    /** Whether {@code line} ran all that the failed one did, and perhaps more. */
    static boolean covers(@Nullable String line, WorkState.OpenError failed) {
        if (line == null
                || failed.target() == null
                || line.equals(failed.target())
                || !ToolCalls.isShell(failed.tool())) {
            return false;
        }
        var ran = ShellLine.parse(line);
        var tried = ShellLine.parse(failed.target());
        return !tried.core().isEmpty()
                && mayBeInOneDirectory(ran, tried)
                && tried.core().stream().allMatch(part -> ran.core().stream().anyMatch(whole -> isPartOf(whole, part)));
    }

    /** A line that goes nowhere stays where the one before it went. */
    static boolean mayBeInOneDirectory(ShellLine one, ShellLine other) {
        var there = directories(one);
        var otherThere = directories(other);
        return there.isEmpty() || otherThere.isEmpty() || there.equals(otherThere);
    }

    private static List<List<String>> directories(ShellLine line) {
        return line.steps().stream()
                .filter(step -> step.name().equals("cd"))
                .map(ShellLine.Step::words)
                .toList();
    }

    /** A runner that is told less runs more, where what it is told less is a choice among the tests. */
    private static boolean isPartOf(ShellLine.Step whole, ShellLine.Step part) {
        var told = said(whole);
        var toldPart = said(part);
        return part.name().equals(whole.name())
                && toldPart.containsAll(told)
                && toldPart.stream()
                        .takeWhile(word -> !word.equals(END_OF_OPTIONS))
                        .allMatch(word -> told.contains(word) || chooses(word))
                && (!part.name().equals("go") || told.equals(toldPart) || told.contains(GO_EVERYTHING));
    }

    private static boolean chooses(String word) {
        return word.startsWith("-") ? CHOICE.matcher(word).matches() : !word.equals(GO_EVERYTHING);
    }

    private static List<String> said(ShellLine.Step step) {
        return step.words().stream()
                .filter(word -> !HOW_MUCH_IT_SAYS.contains(word))
                .toList();
    }
}
