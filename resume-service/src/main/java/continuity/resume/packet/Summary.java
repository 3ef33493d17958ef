package continuity.resume.packet;

import continuity.contracts.InstanceStatus;
import continuity.contracts.WorkState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The work state in short, for programs: values as they were stored.
 *
 * @param goal what the user asked for last
 * @param workingDirectory where the work happened
 * @param continuedIn the same directory where it goes on, in the caller's words; null where it did not say
 * @param files paths relative to the working directory
 * @param ahead commits that the upstream does not have, null while unknown
 * @param behind commits that only the upstream has, null while unknown
 * @param failingCommand the newest failure that is still open
 * @param openSubagents that had not reported back
 */
public record Summary(
        @Nullable String goal,
        @Nullable String firstPrompt,
        WorkState.@Nullable Epic epic,
        InstanceStatus status,
        boolean finished,
        @Nullable String hostMachine,
        @Nullable String workingDirectory,
        @Nullable String continuedIn,
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
        List<WorkState.Subagent> openSubagents,
        boolean openTurn,
        @Nullable Integer contextPercent) {

    /** A file that was touched; {@code path} relative to the working directory where it lies within. */
    public record File(String path, String status, int edits, String source) {}

    public static Summary of(PastRun run) {
        var work = run.work();
        var errors =
                work.openErrors().stream().map(error -> relative(run, error)).toList();
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
                run.destination().workingDirectory(),
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
                first(errors),
                relative(run, work.runningTool()),
                errors,
                work.todos(),
                work.subagents().stream().filter(WorkState.Subagent::open).toList(),
                work.openTurn(),
                work.context().percent());
    }

    private static WorkState.OpenError relative(PastRun run, WorkState.OpenError error) {
        var target = error.target();
        return target == null
                ? error
                : new WorkState.OpenError(
                        error.tool(), run.target(error.tool(), target), error.message(), error.at(), error.source());
    }

    private static WorkState.@Nullable RunningTool relative(PastRun run, WorkState.@Nullable RunningTool running) {
        return running == null || running.target() == null
                ? running
                : new WorkState.RunningTool(
                        running.tool(),
                        run.target(running.tool(), running.target()),
                        running.since(),
                        running.source());
    }

    private static <T> @Nullable T first(List<T> list) {
        return list.isEmpty() ? null : list.getFirst();
    }
}
