package continuity.resume.fold;

import continuity.contracts.WorkState;
import continuity.resume.fold.ToolCalls.Outcome;
import continuity.resume.fold.ToolCalls.Ran;
import continuity.resume.fold.Touch.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a work state backwards: the statements that it was made of, as far as it kept them. Anybody may hand in a work
 * state, so whatever is missing is nothing.
 *
 * <p>A tool that was running is left out: nobody could tell that it has ended since.
 */
final class FrozenState {

    private final WorkState state;
    private final String source;
    private final @Nullable String session;
    private final Instant at;

    FrozenState(WorkState state, String source, @Nullable String session) {
        this.state = state;
        this.source = source;
        this.session = session;
        this.at = Objects.requireNonNullElse(state.newestEvidenceAt(), Instant.EPOCH);
    }

    Evidence evidence() {
        return new Evidence(session(), conversation(), repository(), toolCalls(), epics(), tasks(), milestones());
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** A statement that the state did not date: as new as the state itself. */
    private <T> Seen<T> seen(@Nullable String recordedIn, T value) {
        return seen(at, recordedIn, "", value);
    }

    /** @param which tells statements of one record apart */
    private <T> Seen<T> seen(@Nullable Instant time, @Nullable String recordedIn, String which, T value) {
        var record = Objects.requireNonNullElse(recordedIn, source);
        var id = record.startsWith("command ") ? record.substring("command ".length()) : record;
        return new Seen<>(new Stamp(Objects.requireNonNullElse(time, at), id + which), record, value);
    }

    private Session session() {
        var directory = state.environment() == null ? null : state.environment().workingDirectory();
        return new Session(
                RegistryRow.NONE,
                Newest.none(),
                Newest.none(),
                new Newest<>(directory == null ? null : seen(source, directory)),
                new Newest<>(state.newestEvidenceAt() == null ? null : seen(source, "checkpoint")),
                state.lastEventSequence() < 1
                        ? Sequences.NONE
                        : new Sequences(List.of(new Sequences.Range(1, state.lastEventSequence()))));
    }

    private Conversation conversation() {
        var goal = Objects.requireNonNullElse(state.goal(), new WorkState.Goal(null, null));
        var latest = said(goal.latestPrompt());
        var began = latest == null ? null : new Seen<>(latest.stamp(), latest.source(), "prompt");
        var asked = state.awaitedInput();
        return new Conversation(
                new Oldest<>(said(goal.firstPrompt())),
                new Newest<>(latest),
                new Newest<>(began),
                new Newest<>(state.openTurn() ? null : seen(source, "completed")),
                new Newest<>(asked == null ? null : seen(asked.since(), asked.source(), "", asked.message())));
    }

    private @Nullable Seen<String> said(WorkState.@Nullable Said prompt) {
        return prompt == null ? null : seen(prompt.at(), prompt.source(), "", prompt.text());
    }

    private Repository repository() {
        var git = state.git();
        var touches = orEmpty(state.files()).stream()
                .map(file -> seen(
                        file.lastModified(),
                        file.source(),
                        "/" + file.path(),
                        new Touch(file.path(), kind(String.valueOf(file.status())))))
                .toList();
        if (git == null) {
            return new Repository(
                    new NewestFew<>(Repository.MAX_TOUCHES, touches),
                    Newest.none(),
                    Repository.NONE.commits(),
                    Newest.none(),
                    Newest.none(),
                    Newest.none(),
                    Repository.NONE.shown(),
                    Repository.NONE.appeared(),
                    Repository.NONE.atHeads(),
                    Repository.NONE.places(),
                    Repository.NONE.head());
        }
        var commits = new HashMap<String, Seen<String>>();
        orEmpty(git.recentCommits())
                .forEach(
                        commit -> commits.put(commit.hash(), seen(commit.at(), commit.source(), "", commit.message())));
        return new Repository(
                new NewestFew<>(Repository.MAX_TOUCHES, touches),
                Newest.none(),
                new NewestByKey<>(Repository.MAX_COMMITS, commits),
                new Newest<>(git.branch() == null ? null : seen(git.source(), git.branch())),
                Newest.none(),
                new Newest<>(git.observed() ? seen(git.observedAt(), git.source(), "", observation(git)) : null),
                Repository.NONE.shown(), // what git showed is among the files already
                Repository.NONE.appeared(),
                Repository.NONE.atHeads(),
                Repository.NONE.places(),
                Repository.NONE.head());
    }

    private static Kind kind(String status) {
        return switch (status) {
            case "created" -> Kind.CREATED;
            case "deleted" -> Kind.DELETED;
            default -> Kind.MODIFIED;
        };
    }

    private Observation observation(WorkState.Git git) {
        var status = new LinkedHashMap<String, String>();
        git.staged().forEach(path -> status.put(path, "M."));
        git.unstaged().forEach(path -> status.merge(path, ".M", (staged, unstaged) -> "MM"));
        git.untracked().forEach(path -> status.put(path, "??"));
        git.unmerged().forEach(path -> status.put(path, "UU"));
        return new Observation(
                git.observedOn(),
                state.environment() == null ? null : state.environment().workingDirectory(),
                git.branch(),
                git.head(),
                git.upstream(),
                git.ahead(),
                git.behind(),
                status.entrySet().stream()
                        .map(change -> new Observation.Change(change.getKey(), change.getValue(), null))
                        .toList(),
                git.uncommittedOmitted(),
                orEmpty(git.recentCommits()).stream()
                        .limit(Observation.MAX_COMMITS)
                        .map(commit -> new Observation.Commit(commit.hash(), commit.message()))
                        .toList(),
                git.stashed(),
                git.showsNoRepository());
    }

    private ToolCalls toolCalls() {
        var last = orEmpty(state.lastCommands()).stream()
                .map(command -> seen(
                        command.at(),
                        "command " + command.commandId(),
                        "",
                        new Ran(
                                command.commandId(),
                                command.action(),
                                command.tool(),
                                command.target(),
                                command.success(),
                                command.error(),
                                command.denied())))
                .toList();
        var outcomes = new HashMap<String, Seen<Outcome>>();
        for (var error : orEmpty(state.openErrors())) {
            outcomes.put(
                    ToolCalls.key(error.tool(), error.target()),
                    seen(error.at(), error.source(), "", new Outcome(error.tool(), error.target(), error.message())));
        }
        return new ToolCalls(
                new NewestFew<>(WorkState.MAX_COMMANDS, last),
                ToolCalls.NONE.began(),
                ToolCalls.NONE.ended(),
                new NewestByKey<>(ToolCalls.MAX_OUTCOMES, outcomes));
    }

    private Epics epics() {
        var epic = state.currentEpic();
        if (epic == null) {
            return Epics.NONE;
        }
        var key = Epics.key(epic.epicId());
        var started = epic.startedAt();
        return new Epics(
                NewestByKey.of(Epics.MAX_EPICS, key, seen(epic.source(), epic.status())),
                NewestByKey.of(Epics.MAX_EPICS, key, epic.name() == null ? null : seen(epic.source(), epic.name())),
                NewestByKey.of(Epics.MAX_EPICS, key, started == null ? null : seen(epic.source(), started)),
                Newest.none(),
                Newest.none());
    }

    private Tasks tasks() {
        var texts = new HashMap<String, Seen<String>>();
        var statuses = new HashMap<String, Seen<String>>();
        var todos = orEmpty(state.todos());
        var list = isOneList(todos);
        if (!list) {
            for (var todo : todos) {
                var key = Objects.requireNonNullElse(session, state.instanceId()) + "/" + todo.id();
                texts.put(key, seen(todo.source(), todo.text()));
                statuses.put(key, seen(todo.source(), todo.status()));
            }
        }
        var items = todos.stream()
                .map(todo -> new Tasks.Item(todo.text(), todo.status()))
                .toList();
        var spawned = new HashMap<String, Seen<String>>();
        var stopped = new HashMap<String, Seen<String>>();
        for (var agent : orEmpty(state.subagents())) {
            var seen = seen(agent.at(), agent.source(), "", agent.type());
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
                                                tests.type(),
                                                tests.command(),
                                                tests.passed(),
                                                tests.failed(),
                                                orEmpty(tests.failing())))),
                new NewestByKey<>(Milestones.MAX_EACH, byBeginning(state.pullRequests(), " ", "#")),
                new NewestByKey<>(Milestones.MAX_EACH, byBeginning(state.deployments(), ": ", "")),
                new NewestFew<>(Milestones.MAX_EACH, notes(state.decisions())),
                new NewestFew<>(Milestones.MAX_EACH, notes(state.importantContext())),
                Newest.none());
    }

    /** The key of such a note stands at its beginning: {@code #12 opened: …}, {@code shop to staging: completed}. */
    private Map<String, Seen<String>> byBeginning(@Nullable List<WorkState.Note> notes, String end, String without) {
        return orEmpty(notes).stream()
                .collect(Collectors.toMap(
                        note -> note.text().split(end, 2)[0].replace(without, ""),
                        note -> seen(note.at(), note.source(), "", note.text()),
                        (newer, older) -> newer));
    }

    private List<Seen<String>> notes(@Nullable List<WorkState.Note> notes) {
        return orEmpty(notes).stream()
                .map(note -> seen(note.at(), note.source(), "", note.text()))
                .toList();
    }
}
