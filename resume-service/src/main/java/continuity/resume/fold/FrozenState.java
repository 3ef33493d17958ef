package continuity.resume.fold;

import static java.util.Objects.requireNonNullElse;

import continuity.contracts.CheckpointCreated;
import continuity.contracts.WorkState;
import continuity.resume.fold.Repository.Shown;
import continuity.resume.fold.ToolCalls.Outcome;
import continuity.resume.fold.ToolCalls.Ran;
import continuity.resume.fold.Touch.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a work state backwards: the statements that it was made of, as far as it kept them. Anybody may hand in a work
 * state, so whatever is missing is nothing: an entry without what it tells is left out, the rest is what it is at the
 * least. Nor does it speak in our name or of the future: what cites no record as we do is the checkpoint's own word,
 * and nothing in it is newer than the checkpoint.
 *
 * <p>A tool that was running is left out: nobody could tell that it has ended since.
 */
final class FrozenState {

    private static final Set<String> EPIC_STATUSES =
            Set.of("planning", "implementation", "validation", "complete", "failed");

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** As {@link Seen} names records, behind the instances that handed the statement on. */
    private static final Pattern RECORD = Pattern.compile("([a-z0-9-]{1,64}-[MP]S-[0-9a-z]{1,32} ){0,100}"
            + "(event \\d{1,19}|command %s|checkpoint %s|heartbeat at [0-9TZ:.-]{1,32}".formatted(UUID, UUID)
            + "|registry row|registry revision \\d{1,19})");

    private final WorkState state;
    private final CheckpointCreated checkpoint;
    private final String source;
    private final @Nullable String session;
    private final Instant at;

    FrozenState(WorkState state, CheckpointCreated checkpoint, @Nullable String session) {
        this.state = state;
        this.checkpoint = checkpoint;
        this.source = "checkpoint " + checkpoint.checkpointId();
        this.session = session;
        this.at = credible(state.newestEvidenceAt() == null ? state.snapshotAt() : state.newestEvidenceAt());
    }

    Evidence evidence() {
        return new Evidence(session(), conversation(), repository(), toolCalls(), epics(), tasks(), milestones());
    }

    /** No time after the checkpoint, nor one in which there was nothing like it. */
    private Instant credible(@Nullable Instant time) {
        var created = checkpoint.createdAt();
        return time == null || time.isBefore(Instant.EPOCH) || time.isAfter(created) ? created : time;
    }

    /** Whether a run before it told so. */
    private static boolean isInherited(@Nullable String source) {
        var record = RECORD.matcher(requireNonNullElse(source, ""));
        return record.matches() && record.group(1) != null;
    }

    private static boolean isRecord(@Nullable String source) {
        return source != null && RECORD.matcher(source).matches();
    }

    /** Those entries that have what they are nothing without. */
    private static <T> List<T> entries(@Nullable List<T> list, Function<T, @Nullable Object> essential) {
        return requireNonNullElse(list, List.<T>of()).stream()
                .filter(entry -> entry != null && essential.apply(entry) != null)
                .toList();
    }

    /** A statement that the state did not date: as new as the state itself. */
    private <T> Seen<T> seen(@Nullable String recordedIn, T value) {
        return seen(at, recordedIn, "", value);
    }

    /** @param which tells statements of one record apart; those of none differ by what they say */
    private <T> Seen<T> seen(@Nullable Instant time, @Nullable String recordedIn, String which, T value) {
        var stated = credible(requireNonNullElse(time, at));
        if (recordedIn == null || !isRecord(recordedIn)) {
            var text = Integer.toHexString(String.valueOf(value).hashCode());
            return new Seen<>(new Stamp(stated, source + "/" + text), source, value);
        }
        var id = recordedIn.startsWith("command ") ? recordedIn.substring("command ".length()) : recordedIn;
        return new Seen<>(new Stamp(stated, id + which), recordedIn, value);
    }

    private Session session() {
        var directory = directory();
        var last = Math.min(state.lastEventSequence(), checkpoint.coveredEventSequence());
        return new Session(
                RegistryRow.NONE,
                Newest.none(),
                Newest.none(),
                new Newest<>(directory == null ? null : seen(source, directory)),
                new Newest<>(state.newestEvidenceAt() == null ? null : seen(source, "checkpoint")),
                last < 1 ? Sequences.NONE : new Sequences(List.of(new Sequences.Range(1, last))),
                Newest.none());
    }

    private Conversation conversation() {
        var goal = requireNonNullElse(state.goal(), new WorkState.Goal(null, null, List.of(), null));
        var latest = said(goal.latestPrompt());
        var prompts = Stream.concat(
                        entries(goal.earlierPrompts(), WorkState.Said::text).stream(),
                        Stream.ofNullable(goal.latestPrompt()))
                .flatMap(prompt -> Stream.ofNullable(said(prompt)))
                .toList();
        var began = latest == null ? null : new Seen<>(latest.stamp(), latest.source(), "prompt");
        var asked = state.awaitedInput();
        var tellsOfTurns = state.newestEvidenceAt() != null;
        return new Conversation(
                new Oldest<>(said(goal.firstPrompt())),
                new Newest<>(latest),
                new NewestFew<>(Conversation.MAX_PROMPTS, prompts),
                new Newest<>(prompts.stream()
                        .filter(prompt -> Conversation.isRequest(prompt.value()))
                        .max(Comparator.naturalOrder())
                        .orElse(null)),
                new Newest<>(began),
                new Newest<>(state.openTurn() || !tellsOfTurns ? null : seen(source, "completed")),
                new Newest<>(said(goal.lastAnswer())),
                new Newest<>(
                        asked == null
                                ? null
                                : seen(
                                        asked.since(),
                                        asked.source(),
                                        "",
                                        requireNonNullElse(asked.message(), "input"))));
    }

    private @Nullable Seen<String> said(WorkState.@Nullable Said prompt) {
        return prompt == null || prompt.text() == null ? null : seen(prompt.at(), prompt.source(), "", prompt.text());
    }

    private Repository repository() {
        var told = requireNonNullElse(state.git(), WorkState.Git.inferred(null, List.of(), List.of()));
        var git = isInherited(told.source()) ? WorkState.Git.inferred(null, told.recentCommits(), List.of()) : told;
        var files = entries(state.files(), WorkState.TouchedFile::path).stream()
                .filter(file -> !isInherited(file.source()))
                .toList();
        var shown = files.stream()
                .filter(file -> git.observed() && file.edits() == 0)
                .collect(Collectors.toMap(
                        WorkState.TouchedFile::path,
                        file -> seen(
                                file.lastModified(),
                                file.source(),
                                "/" + file.path(),
                                new Shown(word(String.valueOf(file.status())), null)),
                        (newer, older) -> newer));
        var touches = files.stream()
                .filter(file -> !git.observed() || file.edits() > 0)
                .flatMap(file -> touches(file, git))
                .toList();
        var recent = entries(git.recentCommits(), WorkState.Commit::hash).stream()
                .filter(commit -> !isInherited(commit.source()))
                .toList();
        var commits = new HashMap<String, Seen<String>>();
        recent.forEach(commit -> commits.put(
                commit.hash(), seen(commit.at(), commit.source(), "", requireNonNullElse(commit.message(), ""))));
        return new Repository(
                new NewestFew<>(Repository.MAX_TOUCHES, touches),
                Newest.none(),
                new NewestByKey<>(Repository.MAX_COMMITS, commits),
                new Newest<>(git.branch() == null ? null : seen(git.source(), git.branch())),
                Newest.none(),
                new Newest<>(
                        git.observed() ? seen(git.observedAt(), git.source(), "", observation(git, recent)) : null),
                new NewestByKey<>(Repository.MAX_SHOWN, shown),
                Repository.NONE.appeared(),
                Repository.NONE.atHeads(),
                Repository.NONE.places(),
                Repository.NONE.began(),
                acted(),
                Repository.NONE.head());
    }

    /** Nothing tells when the agent began; it had by then. */
    private Oldest<String> acted() {
        return new Oldest<>(new Seen<>(new Stamp(Instant.EPOCH, source), source, "act"));
    }

    private static String word(String status) {
        return status.equals("created") || status.equals("deleted") ? status : "modified";
    }

    /** What was done to the file, and that it is in a commit, if nothing else will tell. */
    private Stream<Seen<Touch>> touches(WorkState.TouchedFile file, WorkState.Git git) {
        var key = "/" + file.path();
        var kind = kind(String.valueOf(file.status()), file.edits() > 0);
        var done = seen(file.lastModified(), file.source(), key, new Touch(file.path(), kind));
        return git.observed() || entries(git.uncommitted(), path -> path).contains(file.path())
                ? Stream.of(done)
                : Stream.of(
                        done, seen(file.lastModified(), file.source(), key + "/", new Touch(file.path(), Kind.CLEAN)));
    }

    private static Kind kind(String status, boolean isEdited) {
        return switch (status) {
            case "created" -> isEdited ? Kind.CREATED : Kind.SHOWN_NEW;
            case "deleted" -> isEdited ? Kind.DELETED : Kind.SHOWN_DELETED;
            default -> isEdited ? Kind.MODIFIED : Kind.SHOWN_MODIFIED;
        };
    }

    private Observation observation(WorkState.Git git, List<WorkState.Commit> recent) {
        var status = new LinkedHashMap<String, String>();
        entries(git.staged(), path -> path).forEach(path -> status.put(path, "M."));
        entries(git.unstaged(), path -> path).forEach(path -> status.merge(path, ".M", (staged, unstaged) -> "MM"));
        entries(git.untracked(), path -> path).forEach(path -> status.put(path, "??"));
        entries(git.unmerged(), path -> path).forEach(path -> status.put(path, "UU"));
        return new Observation(
                git.observedOn(),
                directory(),
                git.branch(),
                git.head(),
                git.upstream(),
                git.ahead(),
                git.behind(),
                git.unpushed(),
                status.entrySet().stream()
                        .map(change -> new Observation.Change(change.getKey(), change.getValue(), null))
                        .toList(),
                git.uncommittedOmitted(),
                recent.stream()
                        .limit(Observation.MAX_COMMITS)
                        .map(commit -> new Observation.Commit(
                                commit.hash(), requireNonNullElse(commit.message(), ""), commit.at()))
                        .toList(),
                Math.max(0, git.stashed()),
                git.branch() == null && git.head() == null && recent.isEmpty());
    }

    private ToolCalls toolCalls() {
        var last = entries(state.lastCommands(), WorkState.RecentCommand::commandId).stream()
                .filter(command -> isRecord("command " + command.commandId()))
                .map(command -> seen(
                        command.at(),
                        "command " + command.commandId(),
                        "",
                        new Ran(
                                command.commandId(),
                                requireNonNullElse(command.action(), "command"),
                                command.tool(),
                                command.target(),
                                command.success(),
                                command.error(),
                                command.denied())))
                .toList();
        var outcomes = new HashMap<String, Seen<Outcome>>();
        for (var error : entries(state.openErrors(), WorkState.OpenError::message)) {
            var tool = requireNonNullElse(error.tool(), "tool");
            outcomes.put(
                    OutcomeReader.key(tool, error.target(), directory()),
                    seen(error.at(), error.source(), "", new Outcome(tool, error.target(), error.message())));
        }
        return new ToolCalls(
                new NewestFew<>(WorkState.MAX_COMMANDS, last),
                ToolCalls.NONE.began(),
                ToolCalls.NONE.ended(),
                new NewestByKey<>(ToolCalls.MAX_OUTCOMES, outcomes));
    }

    private @Nullable String directory() {
        return state.environment() == null ? null : state.environment().workingDirectory();
    }

    private Epics epics() {
        var epic = state.currentEpic();
        if (epic == null || epic.epicId() == null) {
            return Epics.NONE;
        }
        var key = Epics.key(epic.epicId());
        var status = EPIC_STATUSES.contains(String.valueOf(epic.status())) ? epic.status() : "implementation";
        var started = epic.startedAt();
        return new Epics(
                NewestByKey.of(Epics.MAX_EPICS, key, seen(epic.source(), status)),
                NewestByKey.of(Epics.MAX_EPICS, key, epic.name() == null ? null : seen(epic.source(), epic.name())),
                NewestByKey.of(Epics.MAX_EPICS, key, started == null ? null : seen(epic.source(), started)),
                Newest.none(),
                Newest.none());
    }

    /** Those of the runs before it come with these: here their numbers, which each session counts anew, would clash. */
    private Tasks tasks() {
        var texts = new HashMap<String, Seen<String>>();
        var statuses = new HashMap<String, Seen<String>>();
        var todos = entries(state.todos(), WorkState.Todo::text).stream()
                .filter(todo -> !isInherited(todo.source()))
                .toList();
        var list = isOneList(todos);
        if (!list) {
            for (var todo : todos) {
                var id = requireNonNullElse(todo.id(), String.valueOf(texts.size() + 1));
                var key = requireNonNullElse(session, state.instanceId()) + "/" + id;
                texts.put(key, seen(todo.source(), todo.text()));
                statuses.put(key, seen(todo.source(), status(todo)));
            }
        }
        var items = todos.stream()
                .map(todo -> new Tasks.Item(todo.text(), status(todo)))
                .toList();
        var spawned = new HashMap<String, Seen<String>>();
        var stopped = new HashMap<String, Seen<String>>();
        for (var agent : entries(state.subagents(), WorkState.Subagent::agentId)) {
            var seen = seen(agent.at(), agent.source(), "", requireNonNullElse(agent.type(), "sub-agent"));
            spawned.put(agent.agentId(), seen);
            if (!agent.open()) {
                stopped.put(agent.agentId(), seen);
            }
        }
        return new Tasks(
                new NewestByKey<>(Tasks.MAX_TASKS, texts),
                new NewestByKey<>(Tasks.MAX_TASKS, statuses),
                new Newest<>(list ? seen(todos.getFirst().source(), items) : null),
                new NewestByKey<>(Tasks.MAX_SUBAGENTS, spawned),
                new NewestByKey<>(Tasks.MAX_SUBAGENTS, stopped),
                new NewestFew<>(Tasks.MAX_REQUESTED, notes(state.pendingTasks())));
    }

    private static String status(WorkState.Todo todo) {
        return requireNonNullElse(todo.status(), "pending");
    }

    /** A list that is written as one comes from one record. */
    private static boolean isOneList(List<WorkState.Todo> todos) {
        return todos.size() > 1
                && todos.stream().map(WorkState.Todo::source).distinct().count() == 1;
    }

    private Milestones milestones() {
        var tests = state.tests();
        return new Milestones(
                new Newest<>(
                        tests == null
                                ? null
                                : seen(
                                        tests.at(),
                                        tests.source(),
                                        "",
                                        new Milestones.Tests(
                                                requireNonNullElse(tests.type(), "tests"),
                                                tests.command(),
                                                tests.passed(),
                                                tests.failed(),
                                                entries(tests.failing(), name -> name),
                                                tests.coverage()))),
                new NewestByKey<>(Milestones.MAX_EACH, byBeginning(state.pullRequests(), " ", "#")),
                new NewestByKey<>(Milestones.MAX_EACH, byBeginning(state.deployments(), ": ", "")),
                new NewestFew<>(Milestones.MAX_EACH, notes(state.decisions())),
                new NewestFew<>(Milestones.MAX_EACH, notes(state.importantContext())),
                Newest.none());
    }

    /** The key of such a note stands at its beginning: {@code #12 opened: …}, {@code shop to staging: completed}. */
    private Map<String, Seen<String>> byBeginning(@Nullable List<WorkState.Note> notes, String end, String without) {
        return entries(notes, WorkState.Note::text).stream()
                .collect(Collectors.toMap(
                        note -> note.text().split(end, 2)[0].replace(without, ""),
                        note -> seen(note.at(), note.source(), "", note.text()),
                        (newer, older) -> newer));
    }

    private List<Seen<String>> notes(@Nullable List<WorkState.Note> notes) {
        return entries(notes, WorkState.Note::text).stream()
                .map(note -> seen(note.at(), note.source(), "", note.text()))
                .toList();
    }
}
