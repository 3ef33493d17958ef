package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import continuity.resume.fold.Touch.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
        return new Repository(
                new NewestFew<>(MAX_TOUCHES, touches),
                new Newest<>(runs(calls, "commit") ? Seen.in(command, "commit") : null),
                NONE.commits,
                new Newest<>(checkout.branch() == null ? null : Seen.in(command, checkout.branch())),
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
            case "commit_created" -> ofCommits(commit(event, data), newest);
            case "pr_created" -> ofCommits(NONE.commits, newest);
            case "git_observed" -> ofObservation(event, Observation.of(event));
            case "tool_use", "turn_ended" -> ofAct(event);
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

    private static Repository ofAct(EventAppended event) {
        return new Repository(
                NONE.touches,
                NONE.committing,
                NONE.commits,
                NONE.branch,
                NONE.pushing,
                NONE.observed,
                NONE.shown,
                NONE.appeared,
                NONE.atHeads,
                NONE.places,
                NONE.began,
                new Oldest<>(Seen.in(event, "act")),
                NONE.head);
    }

    private static boolean isBeforeWork(EventAppended event) {
        return BEFORE_WORK.contains(Objects.requireNonNullElse(new Fields(event.eventData()).text("hook"), ""));
    }

    private static Repository ofCommits(NewestByKey<String> commits, Newest<String> branch) {
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
                NONE.acted,
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

    /** The branch, as far as is known. */
    public @Nullable String currentBranch() {
        var seen = observed.seen();
        return seen == null || branch.after(observed)
                ? branch.value()
                : seen.value().branch();
    }

    /** Paths of the files that tools touched and git showed changed, each once, the newest touch first. */
    public Stream<String> paths() {
        var seen = observed.seen();
        return Stream.concat(
                        touches.items().stream()
                                .map(Seen::value)
                                .filter(touch -> touch.kind() != Kind.TREE_DELETED)
                                .map(Touch::path),
                        seen == null ? Stream.of() : seen.value().paths())
                .distinct();
    }

    /** @return newest first */
    List<WorkState.TouchedFile> files() {
        return new ChangedFiles(this).list();
    }

    /** Whether a commit was made between these moments. */
    boolean isCommitted(Stamp from, Stamp to) {
        return Stream.concat(Stream.ofNullable(committing.seen()), commits.values().stream())
                .anyMatch(commit -> commit.stamp().isBetween(from, to));
    }

    /** Whether there was another commit in between: a file may have become part of that. */
    boolean hasMoved(Stamp from, Stamp to) {
        return isCommitted(from, to)
                || atHeads.values().stream().anyMatch(other -> other.stamp().isBetween(from, to));
    }

    boolean isNewest(Seen<Observation> observation) {
        return observed.seen() != null && !observed.seen().stamp().after(observation.stamp());
    }

    WorkState.Git git(List<WorkState.TouchedFile> files) {
        var seen = observed.seen();
        return seen == null ? inferred(files) : observed(seen, files);
    }

    private WorkState.Git inferred(List<WorkState.TouchedFile> files) {
        var recent = Stream.concat(printedHead(), commits.stream().map(Repository::commit))
                .toList();
        var committed = lastCommit();
        return WorkState.Git.inferred(
                branch.value(), recent, touchedAfter(committed == null ? Instant.MIN : committed.at(), files));
    }

    /** What a command printed as checked out, unless a commit came after it, or is that one. */
    private Stream<WorkState.Commit> printedHead() {
        var committed = lastCommit();
        return Stream.ofNullable(head.seen())
                .filter(seen -> committed == null || seen.stamp().after(committed))
                .filter(seen -> commits.stream()
                        .noneMatch(known -> Observation.isSameCommit(
                                known.getKey(), seen.value().hash())))
                .map(seen ->
                        new WorkState.Commit(seen.value().hash(), seen.value().message(), seen.at(), seen.source()));
    }

    /** What git said is true of its moment; what commands did afterwards is newer. */
    private WorkState.Git observed(Seen<Observation> seen, List<WorkState.TouchedFile> files) {
        var said = seen.value();
        var committed = lastCommit();
        var newest = seen.stamp();
        if (said.withoutRepository()) {
            return committed != null && committed.after(newest)
                    ? inferred(files)
                    : WorkState.Git.withoutRepository(seen.at(), said.machine(), seen.source());
        }
        if (committed != null && committed.after(newest) && !showsNewestCommit(said)) {
            newest = committed;
        }
        var committedSince = newest.after(seen.stamp());
        var later = committedSince ? commitsAfter(seen) : List.<WorkState.Commit>of();
        var uncommitted = new LinkedHashSet<>(touchedAfter(newest.at(), files));
        if (!committedSince) {
            said.paths().forEach(uncommitted::add);
        }
        var unseenCommit = committedSince && later.isEmpty();
        var isUncertain = unseenCommit || pushing.after(observed);
        return new WorkState.Git(
                currentBranch(),
                Stream.concat(later.stream(), shown(seen)).toList(),
                List.copyOf(uncommitted),
                true,
                unseenCommit
                        ? null
                        : later.isEmpty() ? said.head() : later.getFirst().hash(),
                said.upstream(),
                isUncertain ? null : plus(said.ahead(), later.size()),
                said.behind(),
                paths(said, Observation.Change::isStaged),
                paths(said, Observation.Change::isUnstaged),
                paths(said, Observation.Change::isUntracked),
                committedSince ? List.of() : paths(said, Observation.Change::isUnmerged),
                committedSince ? 0 : said.omitted(),
                seen.at(),
                said.machine(),
                seen.source(),
                leftBehind(said),
                said.stashed(),
                isUncertain ? null : plus(said.unpushed(), later.size()),
                atStart(said));
    }

    private static @Nullable Integer plus(@Nullable Integer commits, int later) {
        return commits == null ? null : (Integer) (commits + later);
    }

    /** Nobody knows it where git was asked for the first time after the agent had begun, or in another place. */
    private WorkState.@Nullable AtStart atStart(Observation here) {
        var first = began.seen();
        if (first == null || first.value().isElsewhere(here) || hasActedBefore(first.stamp())) {
            return null;
        }
        var touched =
                touches.items().stream().map(touch -> touch.value().path()).collect(Collectors.toSet());
        var mayBeOurs = !Objects.equals(first.value().head(), here.head())
                || lastCommit() != null
                || touches.items().size() == MAX_TOUCHES;
        return new WorkState.AtStart(
                mayBeOurs
                        ? List.of()
                        : first.value()
                                .paths()
                                .filter(path -> !touched.contains(path))
                                .toList(),
                first.value().stashed());
    }

    private boolean hasActedBefore(Stamp moment) {
        return acted.seen() != null && moment.after(acted.seen().stamp());
    }

    /** In each other place what git said last, if work is only there. */
    private List<WorkState.LeftBehind> leftBehind(Observation here) {
        return places.values().stream()
                .filter(seen -> seen.value().isElsewhere(here) && seen.value().isUnfinished())
                .map(Repository::leftBehind)
                .toList();
    }

    private static WorkState.LeftBehind leftBehind(Seen<Observation> seen) {
        var said = seen.value();
        return new WorkState.LeftBehind(
                said.machine(),
                said.directory(),
                said.branch(),
                said.paths().toList(),
                said.omitted(),
                said.notPushed(),
                said.stashed(),
                seen.at(),
                seen.source());
    }

    /** What git said may come in before the command that it was asked after. */
    private boolean showsNewestCommit(Observation said) {
        return commits.stream()
                .findFirst()
                .filter(commit -> committing.seen() == null
                        || commit.getValue().stamp().after(committing.seen().stamp()))
                .filter(commit -> said.shows(commit.getKey()))
                .isPresent();
    }

    private List<WorkState.Commit> commitsAfter(Seen<Observation> seen) {
        return commits.stream()
                .filter(commit -> commit.getValue().stamp().after(seen.stamp()))
                .filter(commit -> !seen.value().shows(commit.getKey()))
                .map(Repository::commit)
                .toList();
    }

    /** The commits that git showed, each with the record that told of it first. */
    private Stream<WorkState.Commit> shown(Seen<Observation> seen) {
        return seen.value().commits().stream().map(commit -> {
            var told = commits.stream()
                    .filter(known -> commit.hash().startsWith(known.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst();
            return new WorkState.Commit(
                    commit.hash(),
                    commit.message(),
                    committedAt(commit, told.map(Seen::at).orElse(seen.at())),
                    told.map(Seen::source).orElse(seen.source()));
        });
    }

    /** By git's own clock, which may be any, but not later than it was told of. */
    private static Instant committedAt(Observation.Commit commit, Instant told) {
        return commit.at() == null || commit.at().isAfter(told) ? told : commit.at();
    }

    private static WorkState.Commit commit(Map.Entry<String, Seen<String>> commit) {
        var seen = commit.getValue();
        return new WorkState.Commit(commit.getKey(), seen.value(), seen.at(), seen.source());
    }

    private static List<String> touchedAfter(Instant time, List<WorkState.TouchedFile> files) {
        return files.stream()
                .filter(file -> file.lastModified().isAfter(time))
                .map(WorkState.TouchedFile::path)
                .toList();
    }

    private static List<String> paths(Observation said, Predicate<Observation.Change> which) {
        return said.changes().stream()
                .filter(which)
                .map(Observation.Change::path)
                .toList();
    }

    private @Nullable Stamp lastCommit() {
        if (committing.seen() != null) {
            return committing.seen().stamp();
        }
        return commits.values().isEmpty() ? null : commits.values().getFirst().stamp();
    }
}
