package continuity.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance was doing, as far as its records tell: the document that resume words and checkpoints freeze.
 *
 * <p>An unknown field is empty or null, never guessed. Each statement names the record that it rests on: {@code source}
 * is {@code event 41} or {@code command 0197…}.
 *
 * @param schemaVersion {@value #SCHEMA_VERSION}
 * @param files newest first, at most {@value #MAX_FILES}
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

    /** The user's prompts, shortened; null before the first one. */
    public record Goal(@Nullable Said firstPrompt, @Nullable Said latestPrompt) {}

    /** Something that the user said. */
    public record Said(String text, Instant at, String source) {}

    /** @param status created, modified or deleted */
    public record TouchedFile(String path, String status, int edits, Instant lastModified, String source) {}

    /**
     * The repository as seen through the agent's own commands or, better, its git hook.
     *
     * @param uncommitted files touched after the newest commit; inferred, see {@code observed}
     * @param observed true when the git hook reported it, false when it is inferred from commands
     */
    public record Git(
            @Nullable String branch, List<Commit> recentCommits, List<String> uncommitted, boolean observed) {}

    /** @param hash as long as it was visible, 7–40 hex digits */
    public record Commit(String hash, String message, Instant at, String source) {}

    /** The newest test run that was recognised. */
    public record TestRun(
            String type,
            @Nullable String command,
            int passed,
            int failed,
            List<String> failing,
            Instant at,
            String source) {}

    /** @param target the file or command line that the tool worked on, shortened */
    public record RecentCommand(
            String commandId,
            String action,
            @Nullable String tool,
            @Nullable String target,
            @Nullable Boolean success,
            @Nullable String error,
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
