package continuity.bench.resume.desk;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the work of a session stands: as it is, or as a resume tells it.
 *
 * @param files created, modified or deleted since the session began, by path from the project's directory
 * @param tests how the newest run ended, null before the first
 * @param branch null when none is checked out, and without git
 * @param head the newest commit, null when there is none
 * @param uncommitted paths, in a repository
 * @param todos texts of those that are not done
 * @param goal what the user said last
 * @param failing the command line that failed last and has not succeeded since
 * @param subagents types of those at work, sorted
 */
public record State(
        SortedMap<String, String> files,
        @Nullable Tests tests,
        @Nullable String branch,
        @Nullable String head,
        SortedSet<String> uncommitted,
        SortedSet<String> todos,
        @Nullable String epic,
        @Nullable String goal,
        @Nullable String failing,
        List<String> subagents) {

    /** @param failing names, sorted */
    public record Tests(int passed, int failed, List<String> failing) {}

    /** The same, with other words for its files. */
    public State withPaths(UnaryOperator<String> renaming) {
        var renamed = new TreeMap<String, String>();
        files.forEach((path, status) -> renamed.put(renaming.apply(path), status));
        var dirty = uncommitted.stream().map(renaming).collect(Collectors.toCollection(TreeSet::new));
        return new State(renamed, tests, branch, head, dirty, todos, epic, goal, failing, subagents);
    }
}
