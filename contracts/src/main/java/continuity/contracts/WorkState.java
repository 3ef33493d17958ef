package continuity.contracts;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an instance was doing, as far as its records tell: the document that resume words and checkpoints freeze.
 *
 * <p>An unknown field is empty or null, never guessed. Each statement names the record that it rests on: {@code source}
 * is {@code event 41} or {@code command 0197…}.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION}
 * @param files those that tools touched, then those that only git showed; each newest first, at most
 *     {@value #MAX_FILES}
 * @param filesOmitted how many more files were touched
 * @param lastCommands newest first, at most {@value #MAX_COMMANDS}
 * @param lastEventSequence newest event that this state contains, 0 for none
 * @param openTurn whether the agent was still working on a prompt, as far as is known
 * @param awaitedInput what the agent asked its user for, null unless nothing has happened since
 * @param newestEvidenceAt time of the newest record in it, null when there is none
 */
public record WorkState(
        int schemaVersion,
        String instanceId,
        @Nullable Epic currentEpic,
        Goal goal,
        List<TouchedFile> files,
        int filesOmitted,
        Git git,
        @Nullable TestRun tests,
        List<RecentCommand> lastCommands,
        @Nullable RunningTool runningTool,
        List<Todo> todos,
        List<Subagent> subagents,
        List<Note> pullRequests,
        List<Note> deployments,
        List<Note> decisions,
        List<OpenError> openErrors,
        Environment environment,
        ContextWindow context,
        List<Note> pendingTasks,
        List<Note> importantContext,
        long lastEventSequence,
        boolean openTurn,
        @Nullable AwaitedInput awaitedInput,
        @Nullable Instant newestEvidenceAt,
        Instant snapshotAt) {

    public static final int SCHEMA_VERSION = 1;
    public static final int MAX_FILES = 50;
    public static final int MAX_COMMANDS = 20;

    /** @param status planning, implementation, validation, complete or failed */
    public record Epic(
            String epicId,
            @Nullable String name,
            String status,
            @Nullable Instant startedAt,
            String source) {}

    /**
     * What was said, shortened; null before the first prompt, or answer.
     *
     * @param earlierPrompts between those two, newest first: the last few, and the last that says more than "yes"
     * @param lastAnswer what the agent said when it last ended its turn
     */
    public record Goal(
            @Nullable Said firstPrompt,
            @Nullable Said latestPrompt,
            List<Said> earlierPrompts,
            @Nullable Said lastAnswer) {

        /** Documents of the first formats have only the first and the latest. */
        public Goal {
            earlierPrompts = orEmpty(earlierPrompts);
        }
    }

    /** Something that the user said, or the agent. */
    public record Said(String text, Instant at, String source) {}

    /** @param status created, modified or deleted */
    public record TouchedFile(String path, String status, int edits, Instant lastModified, String source) {}

    /**
     * The repository as the git hook saw it on the agent's machine, or else as the agent's own commands let it appear.
     *
     * @param branch null while unknown, and when no branch is checked out
     * @param recentCommits newest first; each with the time that git gives it, or else at which it was seen
     * @param uncommitted paths with changes that are in no commit, untracked ones among them; where commands came after
     *     the git hook, or there is none, what they touched and did not commit
     * @param observed true when the git hook reported it, false when it is inferred from commands
     * @param head hash of the commit that is checked out; null while unknown, and before the first commit
     * @param ahead commits that {@code upstream} does not have, null while unknown
     * @param behind commits that only {@code upstream} has, null while unknown
     * @param staged paths, like the following lists as git saw them at {@code observedAt}
     * @param unmerged paths in conflict
     * @param uncommittedOmitted how many more paths git saw changed
     * @param observedAt null when nothing was observed, like {@code source}
     * @param observedOn the machine, null where it is unknown
     * @param leftBehind work in other places that is in no commit, or that its upstream does not have
     * @param stashed number of stashes that git saw, or that commands let appear
     * @param unpushed commits that no remote has, counted up to 1,000; null while unknown, and without a remote
     * @param atStart what was there before the work began, null while unknown
     */
    public record Git(
            @Nullable String branch,
            List<Commit> recentCommits,
            List<String> uncommitted,
            boolean observed,
            @Nullable String head,
            @Nullable String upstream,
            @Nullable Integer ahead,
            @Nullable Integer behind,
            List<String> staged,
            List<String> unstaged,
            List<String> untracked,
            List<String> unmerged,
            int uncommittedOmitted,
            @Nullable Instant observedAt,
            @Nullable String observedOn,
            @Nullable String source,
            List<LeftBehind> leftBehind,
            int stashed,
            @Nullable Integer unpushed,
            @Nullable AtStart atStart) {

        /** Documents of the first formats lack the lists that only git itself can fill. */
        public Git {
            staged = orEmpty(staged);
            unstaged = orEmpty(unstaged);
            untracked = orEmpty(untracked);
            unmerged = orEmpty(unmerged);
            leftBehind = orEmpty(leftBehind);
        }

        /** What commands let appear. */
        public static Git inferred(@Nullable String branch, List<Commit> recentCommits, List<String> uncommitted) {
            return inferred(branch, recentCommits, uncommitted, 0, null);
        }

        /** The same, with what commands let appear of stashes and of the time before the work began. */
        public static Git inferred(
                @Nullable String branch,
                List<Commit> recentCommits,
                List<String> uncommitted,
                int stashed,
                @Nullable AtStart atStart) {
            return without(branch, recentCommits, uncommitted, null, null, null, stashed, atStart);
        }

        /** Git was asked where there is no repository. */
        public static Git withoutRepository(Instant observedAt, @Nullable String observedOn, String source) {
            return without(null, List.of(), List.of(), observedAt, observedOn, source, 0, null);
        }

        /** Without all that only git itself can tell of a repository. */
        private static Git without(
                @Nullable String branch,
                List<Commit> recentCommits,
                List<String> uncommitted,
                @Nullable Instant observedAt,
                @Nullable String observedOn,
                @Nullable String source,
                int stashed,
                @Nullable AtStart atStart) {
            return new Git(
                    branch,
                    recentCommits,
                    uncommitted,
                    observedAt != null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    observedAt,
                    observedOn,
                    source,
                    List.of(),
                    stashed,
                    null,
                    atStart);
        }

        /** The same, and more that is in other places. */
        public Git leaving(List<LeftBehind> more) {
            return new Git(
                    branch,
                    recentCommits,
                    uncommitted,
                    observed,
                    head,
                    upstream,
                    ahead,
                    behind,
                    staged,
                    unstaged,
                    untracked,
                    unmerged,
                    uncommittedOmitted,
                    observedAt,
                    observedOn,
                    source,
                    Stream.concat(leftBehind.stream(), more.stream()).toList(),
                    stashed,
                    unpushed,
                    atStart);
        }

        /** Whether git was asked, and there was no repository. */
        public boolean showsNoRepository() {
            return observed && branch == null && head == null && recentCommits.isEmpty();
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /**
     * Somebody else's work in the same directory, from before the first prompt.
     *
     * @param uncommitted paths that had changes, that no tool has touched since, and that git never showed clean since
     */
    public record AtStart(List<String> uncommitted, int stashed) {}

    /**
     * What is only in a place, another machine or another directory, in which the work does not go on: as git last saw
     * it, or as tools left it later.
     *
     * @param machine null while unknown, like {@code directory}
     * @param uncommitted paths with changes that are in no commit
     * @param uncommittedOmitted how many more there were
     * @param ahead commits that the upstream does not have, or without one any remote; null while unknown
     */
    public record LeftBehind(
            @Nullable String machine,
            @Nullable String directory,
            @Nullable String branch,
            List<String> uncommitted,
            int uncommittedOmitted,
            @Nullable Integer ahead,
            int stashed,
            Instant at,
            String source) {}

    /** @param hash as long as it was visible, 7–40 hex digits */
    public record Commit(String hash, String message, Instant at, String source) {}

    /**
     * The newest test run that was recognised.
     *
     * @param coverage percent, 0–100; null while unknown
     */
    public record TestRun(
            String type,
            @Nullable String command,
            int passed,
            int failed,
            List<String> failing,
            @Nullable Double coverage,
            Instant at,
            String source) {}

    /**
     * A command that ran, or was to.
     *
     * @param target the file or command line that the tool worked on, shortened
     * @param denied somebody did not allow it: it never ran, and {@code success} is false
     */
    public record RecentCommand(
            String commandId,
            String action,
            @Nullable String tool,
            @Nullable String target,
            @Nullable Boolean success,
            @Nullable String error,
            boolean denied,
            Instant at) {}

    /** A tool call that began and has not been seen to end. */
    public record RunningTool(String tool, @Nullable String target, Instant since, String source) {}

    /** The agent stands still until its user answers. {@code message} in the client's words. */
    public record AwaitedInput(String message, Instant since, String source) {}

    /** @param status pending, in_progress or completed */
    public record Todo(String id, String text, String status, String source) {}

    public record Subagent(String agentId, String type, boolean open, Instant at, String source) {}

    public record OpenError(String tool, @Nullable String target, String message, Instant at, String source) {}

    public record Note(String text, Instant at, String source) {}

    /** Where the files of the work are, and who works on it. */
    public record Environment(
            String project,
            @Nullable String workingDirectory,
            @Nullable String hostMachine,
            @Nullable String agent,
            @Nullable String model) {}

    /** @param window size in tokens, when the host told it */
    public record ContextWindow(
            @Nullable Integer percent,
            @Nullable String source,
            @Nullable Long window) {}
}
