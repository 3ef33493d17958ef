package continuity.resume.packet;

import continuity.contracts.InstanceStatus;
import continuity.contracts.WorkState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The work state in short, for programs: values as they were stored.
 *
 * @param goal what the user asked for last
 * @param files paths relative to the working directory
 * @param ahead commits that the upstream does not have, null while unknown
 * @param behind commits that only the upstream has, null while unknown
 * @param failingCommand the newest failure that is still open
 */
public record Summary(
        @Nullable String goal,
        @Nullable String firstPrompt,
        WorkState.@Nullable Epic epic,
        InstanceStatus status,
        boolean finished,
        @Nullable String hostMachine,
        @Nullable String workingDirectory,
        List<File> files,
        int filesOmitted,
        WorkState.@Nullable TestRun tests,
        @Nullable String branch,
        WorkState.@Nullable Commit lastCommit,
        @Nullable Integer ahead,
        @Nullable Integer behind,
        List<String> uncommitted,
        WorkState.@Nullable OpenError failingCommand,
        WorkState.@Nullable RunningTool runningTool,
        List<WorkState.OpenError> openErrors,
        List<WorkState.Todo> todos,
        boolean openTurn,
        @Nullable Integer contextPercent) {

    /** A file that was touched; {@code path} relative to the working directory where it lies within. */
    public record File(String path, String status, int edits, String source) {}

    public static Summary of(PastRun run) {
        var work = run.work();
        var latest = work.goal().latestPrompt();
        var first = work.goal().firstPrompt();
        return new Summary(
                latest == null ? null : latest.text(),
                first == null ? null : first.text(),
                work.currentEpic(),
                run.instance().status(),
                run.finished(),
                work.environment().hostMachine(),
                work.environment().workingDirectory(),
                work.files().stream()
                        .map(file -> new File(run.relative(file.path()), file.status(), file.edits(), file.source()))
                        .toList(),
                work.filesOmitted(),
                work.tests(),
                work.git().branch(),
                first(work.git().recentCommits()),
                work.git().ahead(),
                work.git().behind(),
                work.git().uncommitted().stream().map(run::relative).toList(),
                first(work.openErrors()),
                work.runningTool(),
                work.openErrors(),
                work.todos(),
                work.openTurn(),
                work.context().percent());
    }

    private static <T> @Nullable T first(List<T> list) {
        return list.isEmpty() ? null : list.getFirst();
    }
}
