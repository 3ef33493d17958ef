package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import continuity.resume.fold.Touch.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files and the commits: what the agent did to them, and what git said of them.
 *
 * @param touches what tools did to files
 * @param committing commands that committed: comparable with touches, as the events derived from them are later
 * @param commits message by hash
 * @param pushing commands that pushed
 * @param observed what git itself said
 * @param shown by path, how git showed it last as changed
 * @param appeared paths that git ever showed as new
 * @param atHeads what git said last, by place and commit that was checked out
 * @param places what git said last, by place
 * @param began what git said first when a session started or a prompt came
 * @param acted the first that the agent did
 * @param head the commit that is checked out, as a command printed it
 */
public record Repository(
        NewestFew<Touch> touches,
        Newest<String> committing,
        NewestByKey<String> commits,
        Newest<String> branch,
        Newest<String> pushing,
        Newest<Observation> observed,
        NewestByKey<Shown> shown,
        NewestByKey<String> appeared,
        NewestByKey<Observation> atHeads,
        NewestByKey<Observation> places,
        Oldest<Observation> began,
        Oldest<String> acted,
        Newest<Observation.Commit> head)
        implements Part<Repository> {

    static final int MAX_TOUCHES = 500;
    static final int MAX_COMMITS = 20;
    static final int MAX_SHOWN = 300;
    static final int MAX_HEADS = 8;
    static final int MAX_PLACES = 8;

    /**
     * A file with changes.
     *
     * @param word created, modified or deleted
     * @param at where, and with which commit checked out; null before the first, and in fold versions before 6
     */
    public record Shown(String word, @Nullable String at) {}

    static final Repository NONE = new Repository(
            NewestFew.none(MAX_TOUCHES),
            Newest.none(),
            NewestByKey.none(MAX_COMMITS),
            Newest.none(),
            Newest.none(),
            Newest.none(),
            NewestByKey.none(MAX_SHOWN),
            NewestByKey.none(MAX_SHOWN),
            NewestByKey.none(MAX_HEADS),
            NewestByKey.none(MAX_PLACES),
            new Oldest<>(null),
            new Oldest<>(null),
            Newest.none());

    /** Of a state that does not tell when the agent began: before all that is known. */
    private static final Oldest<String> ACTED_BEFORE =
            new Oldest<>(new Seen<>(new Stamp(Instant.EPOCH, ""), "an earlier fold version", "act"));

    /** Of the hooks after which git is asked, those that come before the agent does anything. */
    private static final Set<String> BEFORE_WORK = Set.of("SessionStart", "UserPromptSubmit");

    /**
     * Fold versions 1 and 2 stored neither of the first two, those before 5 neither of the next, those before 6 not the
     * last but {@code began} and {@code acted}, which those before 7 lack.
     */
    public Repository {
        pushing = Objects.requireNonNullElse(pushing, Newest.none());
        observed = Objects.requireNonNullElse(observed, Newest.none());
        shown = Objects.requireNonNullElse(shown, NewestByKey.none(MAX_SHOWN));
        appeared = Objects.requireNonNullElse(appeared, NewestByKey.none(MAX_SHOWN));
        atHeads = Objects.requireNonNullElse(atHeads, NewestByKey.none(MAX_HEADS));
        places = Objects.requireNonNullElse(places, NewestByKey.none(MAX_PLACES));
        began = Objects.requireNonNullElse(began, new Oldest<>(null));
        acted = Objects.requireNonNullElse(acted, ACTED_BEFORE);
        head = Objects.requireNonNullElse(head, Newest.none());
    }

    static Repository of(CommandLogged command) {
        var touched = TouchReader.touches(command);
        var touches = new ArrayList<Seen<Touch>>();
        for (int i = 0; i < touched.size(); i++) {
            touches.add(Seen.in(command, i, touched.get(i)));
        }
        var calls = gitCalls(command);
        var checkout = CheckoutReader.of(calls, command);
        var branch = checkout.branch() == null ? lastSwitch(touched) : checkout.branch();
        var hasCommitted = touched.stream().anyMatch(touch -> touch.kind().commits());
        return new Repository(
                new NewestFew<>(MAX_TOUCHES, touches),
                new Newest<>(hasCommitted ? Seen.in(command, "commit") : null),
                NONE.commits,
                new Newest<>(branch == null ? null : Seen.in(command, branch)),
                new Newest<>(runs(calls, "push") ? Seen.in(command, "push") : null),
                NONE.observed,
                NONE.shown,
                NONE.appeared,
                NONE.atHeads,
                NONE.places,
                NONE.began,
                new Oldest<>(Seen.in(command, "act")),
                new Newest<>(checkout.head() == null ? null : Seen.in(command, checkout.head())));
    }

    static Repository of(EventAppended event) {
        var data = new Fields(event.eventData());
        var branch = data.excerpt(Excerpt.PATH, "branch");
        var newest = new Newest<>(branch == null ? null : Seen.in(event, branch));
        return switch (event.eventType()) {
            case "commit_created" -> of(commit(event, data), newest, NONE.acted);
            case "pr_created" -> of(NONE.commits, newest, NONE.acted);
            case "git_observed" -> ofObservation(event, Observation.of(event));
            case "tool_use", "turn_ended" -> of(NONE.commits, NONE.branch, new Oldest<>(Seen.in(event, "act")));
            default -> NONE;
        };
    }

    private static Repository ofObservation(EventAppended event, Observation said) {
        var shown = new HashMap<String, Seen<Shown>>();
        var appeared = new HashMap<String, Seen<String>>();
        said.words().forEach((path, word) -> {
            shown.put(path, Seen.in(event, new Shown(word, said.at())));
            if (word.equals("created")) {
                appeared.put(path, Seen.in(event, word));
            }
        });
        return new Repository(
                NONE.touches,
                NONE.committing,
                NONE.commits,
                NONE.branch,
                NONE.pushing,
                new Newest<>(Seen.in(event, said)),
                new NewestByKey<>(MAX_SHOWN, shown),
                new NewestByKey<>(MAX_SHOWN, appeared),
                NewestByKey.of(MAX_HEADS, said.at(), Seen.in(event, said)),
                NewestByKey.of(MAX_PLACES, said.place(), Seen.in(event, said)),
                new Oldest<>(isBeforeWork(event) ? Seen.in(event, said) : null),
                NONE.acted,
                NONE.head);
    }

    private static boolean isBeforeWork(EventAppended event) {
        return BEFORE_WORK.contains(Objects.requireNonNullElse(new Fields(event.eventData()).text("hook"), ""));
    }

    private static Repository of(NewestByKey<String> commits, Newest<String> branch, Oldest<String> acted) {
        return new Repository(
                NONE.touches,
                NONE.committing,
                commits,
                branch,
                NONE.pushing,
                NONE.observed,
                NONE.shown,
                NONE.appeared,
                NONE.atHeads,
                NONE.places,
                NONE.began,
                acted,
                NONE.head);
    }

    private static NewestByKey<String> commit(EventAppended event, Fields data) {
        var message = data.text("message");
        var firstLine = Excerpt.of(message == null ? "" : message.strip().split("\n", 2)[0], Excerpt.NOTE);
        return NewestByKey.of(MAX_COMMITS, data.word("commit_hash"), Seen.in(event, firstLine));
    }

    /** The calls of git in a command line that succeeded, each from its subcommand on. */
    private static List<List<String>> gitCalls(CommandLogged command) {
        var line = new Fields(command.parameters()).text("command");
        return Boolean.TRUE.equals(command.success()) && line != null && line.contains("git")
                ? ShellLine.parse(line).gitCalls()
                : List.of();
    }

    private static @Nullable String lastSwitch(List<Touch> touched) {
        return touched.stream()
                .filter(touch -> touch.kind().switches() && !touch.path().equals(Touch.PREVIOUS))
                .map(Touch::path)
                .reduce((_, later) -> later)
                .orElse(null);
    }

    private static boolean runs(List<List<String>> calls, String subcommand) {
        return calls.stream().anyMatch(call -> call.getFirst().equals(subcommand) && !call.contains("--dry-run"));
    }

    @Override
    public Repository join(Repository other) {
        return new Repository(
                touches.join(other.touches),
                committing.join(other.committing),
                commits.join(other.commits),
                branch.join(other.branch),
                pushing.join(other.pushing),
                observed.join(other.observed),
                shown.join(other.shown),
                appeared.join(other.appeared),
                atHeads.join(other.atHeads),
                places.join(other.places),
                began.join(other.began),
                acted.join(other.acted),
                head.join(other.head));
    }

    @Override
    public Repository inheritedFrom(String instanceId) {
        return new Repository(
                touches.inheritedFrom(instanceId),
                committing.inheritedFrom(instanceId),
                commits.inheritedFrom(instanceId),
                branch.inheritedFrom(instanceId),
                pushing.inheritedFrom(instanceId),
                observed.inheritedFrom(instanceId),
                shown.inheritedFrom(instanceId),
                appeared.inheritedFrom(instanceId),
                atHeads.inheritedFrom(instanceId),
                places.inheritedFrom(instanceId),
                began.inheritedFrom(instanceId),
                acted.inheritedFrom(instanceId),
                head.inheritedFrom(instanceId));
    }

    /** Whether anything was done to it, or may have been. */
    boolean isChanged() {
        return touches.items().stream().anyMatch(touch -> touch.value().kind().isWork())
                || began.seen() == null
                || changedAt().findAny().isPresent();
    }

    /** When commits were made, and when git said last that it was not as at first. */
    Stream<Instant> changedAt() {
        var first = began.seen();
        var changed = Stream.ofNullable(observed.seen())
                .filter(last -> first != null && first.value().isOther(last.value()));
        return Stream.concat(committed(), changed).map(Seen::at);
    }

    /** Each time that a commit was made. */
    private Stream<? extends Seen<?>> committed() {
        return Stream.concat(Stream.ofNullable(committing.seen()), commits.values().stream());
    }

    /** The branch, as far as is known. */
    public @Nullable String currentBranch() {
        var seen = observed.seen();
        return seen == null || branch.after(observed)
                ? branch.value()
                : seen.value().branch();
    }

    History history() {
        var first = began.seen();
        return History.of(
                first == null ? null : first.value().branch(),
                touches.items(),
                commits.stream().toList());
    }

    /** Branches that the work committed to and left, but for those that git has shown to be part of another. */
    public List<OtherBranch> otherBranches() {
        var isDetached = observed.seen() != null && currentBranch() == null;
        return history().others(isDetached).stream()
                .filter(branch -> !branch.name().equals(currentBranch()))
                .map(branch -> branch.newest() == null ? asShown(branch) : branch)
                .filter(branch -> !isWithinAnother(branch))
                .toList();
    }

    /** With the commit that git showed of it since it was last committed to, if git was asked there. */
    private OtherBranch asShown(OtherBranch branch) {
        var newest = atHeads.values().stream()
                .filter(seen -> branch.name().equals(seen.value().branch()))
                .filter(seen -> !seen.at().isBefore(branch.committedAt()))
                .findFirst()
                .flatMap(GitView::newest);
        return new OtherBranch(branch.name(), branch.committedAt(), newest.orElse(null));
    }

    private boolean isWithinAnother(OtherBranch branch) {
        var newest = branch.newest();
        return newest != null
                && atHeads.values().stream()
                        .anyMatch(seen -> !branch.name().equals(seen.value().branch())
                                && !seen.at().isBefore(newest.at())
                                && seen.value().shows(newest.hash()));
    }

    /** Paths of the files that tools touched and git showed changed, each once, the newest touch first. */
    public Stream<String> paths() {
        var seen = observed.seen();
        return Stream.concat(
                        touches.items().stream()
                                .map(Seen::value)
                                .filter(touch -> touch.kind().isEdit())
                                .map(Touch::path),
                        seen == null ? Stream.of() : seen.value().paths())
                .distinct();
    }

    /**
     * What commands let appear of the files; where nothing else tells of commits, each holds all that was done before.
     */
    WorkingTree workingTree() {
        var isToldOfCommits =
                touches.items().stream().anyMatch(touch -> touch.value().kind().commits());
        var commitments = isToldOfCommits
                ? Stream.<Seen<Touch>>of()
                : commits.values().stream()
                        .map(commit ->
                                new Seen<>(commit.stamp(), commit.source(), new Touch(Touch.ANYWHERE, Kind.CLEAN)));
        return WorkingTree.after(Stream.concat(touches.items().stream(), commitments));
    }

    /** @return newest first */
    List<WorkState.TouchedFile> files() {
        return new ChangedFiles(this).list();
    }

    /** Whether a commit was made between these moments. */
    boolean isCommitted(Stamp from, Stamp to) {
        return committed().anyMatch(commit -> commit.stamp().isBetween(from, to));
    }

    /** Whether a commit was made at that moment or later. */
    boolean hasCommittedSince(Instant from) {
        return committed().anyMatch(commit -> !commit.at().isBefore(from));
    }

    /**
     * Whether the commit that was checked out when git said this was checked out at that earlier moment as well, as far
     * as it is known; not so when git was not asked there before.
     */
    boolean wasCheckedOut(Seen<Observation> said, Stamp then) {
        var first = began.seen();
        var other = atHeads.values().stream()
                .filter(seen -> seen.value().place().equals(said.value().place()))
                .filter(seen ->
                        !Objects.equals(seen.value().head(), said.value().head()))
                .max(Comparator.naturalOrder());
        return other.map(before -> isCommitted(before.stamp(), then))
                .orElseGet(() -> first != null
                        && !first.stamp().after(then)
                        && first.value().place().equals(said.value().place())
                        && Objects.equals(first.value().head(), said.value().head()));
    }

    /** Whether there was another commit in between: a file may have become part of that. */
    boolean hasMoved(Stamp from, Stamp to) {
        return isCommitted(from, to)
                || atHeads.values().stream().anyMatch(other -> other.stamp().isBetween(from, to));
    }

    boolean isNewest(Seen<Observation> observation) {
        return observed.seen() != null && !observed.seen().stamp().after(observation.stamp());
    }

    /** @param files as {@link #files} gives them */
    WorkState.Git git(List<WorkState.TouchedFile> files) {
        return new GitView(this, files).git();
    }
}
