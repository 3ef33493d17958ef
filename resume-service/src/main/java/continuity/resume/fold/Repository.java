package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import continuity.resume.fold.Touch.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
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
 * @param atHeads by machine and commit that was checked out, what git said there last
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
        NewestByKey<Observation> atHeads)
        implements Part<Repository> {

    static final int MAX_TOUCHES = 500;
    static final int MAX_COMMITS = 20;
    static final int MAX_SHOWN = 300;
    static final int MAX_HEADS = 8;

    /**
     * A file with changes.
     *
     * @param word created, modified or deleted
     * @param head the commit that was checked out, null before the first
     * @param machine where; null while unknown
     */
    public record Shown(
            String word, @Nullable String head, @Nullable String machine) {}

    static final Repository NONE = new Repository(
            NewestFew.none(MAX_TOUCHES),
            Newest.none(),
            NewestByKey.none(MAX_COMMITS),
            Newest.none(),
            Newest.none(),
            Newest.none(),
            NewestByKey.none(MAX_SHOWN),
            NewestByKey.none(MAX_SHOWN),
            NewestByKey.none(MAX_HEADS));

    /** Fold versions 1 and 2 stored neither of the first two, those before 5 neither of the next, 5 not the last. */
    public Repository {
        pushing = Objects.requireNonNullElse(pushing, Newest.none());
        observed = Objects.requireNonNullElse(observed, Newest.none());
        shown = Objects.requireNonNullElse(shown, NewestByKey.none(MAX_SHOWN));
        appeared = Objects.requireNonNullElse(appeared, NewestByKey.none(MAX_SHOWN));
        atHeads = Objects.requireNonNullElse(atHeads, NewestByKey.none(MAX_HEADS));
    }

    static Repository of(CommandLogged command) {
        var touched = TouchReader.touches(command);
        var touches = new ArrayList<Seen<Touch>>();
        for (int i = 0; i < touched.size(); i++) {
            touches.add(Seen.in(command, i, touched.get(i)));
        }
        return new Repository(
                new NewestFew<>(MAX_TOUCHES, touches),
                new Newest<>(runs(command, "commit") ? Seen.in(command, "commit") : null),
                NONE.commits,
                NONE.branch,
                new Newest<>(runs(command, "push") ? Seen.in(command, "push") : null),
                NONE.observed,
                NONE.shown,
                NONE.appeared,
                NONE.atHeads);
    }

    static Repository of(EventAppended event) {
        var data = new Fields(event.eventData());
        var branch = data.excerpt(Excerpt.PATH, "branch");
        var newest = new Newest<>(branch == null ? null : Seen.in(event, branch));
        return switch (event.eventType()) {
            case "commit_created" -> ofCommits(commit(event, data), newest);
            case "pr_created" -> ofCommits(NONE.commits, newest);
            case "git_observed" -> ofObservation(event, Observation.of(event));
            default -> NONE;
        };
    }

    private static Repository ofObservation(EventAppended event, Observation said) {
        var shown = new HashMap<String, Seen<Shown>>();
        var appeared = new HashMap<String, Seen<String>>();
        said.words().forEach((path, word) -> {
            shown.put(path, Seen.in(event, new Shown(word, said.head(), said.machine())));
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
                NewestByKey.of(MAX_HEADS, key(said.machine(), said.head()), Seen.in(event, said)));
    }

    private static @Nullable String key(@Nullable String machine, @Nullable String head) {
        return head == null ? null : head + "@" + machine;
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
                NONE.atHeads);
    }

    private static NewestByKey<String> commit(EventAppended event, Fields data) {
        var message = data.text("message");
        var firstLine = Excerpt.of(message == null ? "" : message.strip().split("\n", 2)[0], Excerpt.NOTE);
        return NewestByKey.of(MAX_COMMITS, data.word("commit_hash"), Seen.in(event, firstLine));
    }

    private static boolean runs(CommandLogged command, String subcommand) {
        var line = new Fields(command.parameters()).text("command");
        return Boolean.TRUE.equals(command.success())
                && line != null
                && line.contains(subcommand)
                && ShellLine.parse(line).steps().stream().anyMatch(step -> runs(step, subcommand));
    }

    private static boolean runs(ShellLine.Step step, String subcommand) {
        var options = 1;
        while (step.word(options).startsWith("-")) {
            options += step.word(options).equalsIgnoreCase("-c") ? 2 : 1;
        }
        return step.name().equals("git")
                && step.word(options).equals(subcommand)
                && !step.words().contains("--dry-run");
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
                atHeads.join(other.atHeads));
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
                atHeads.inheritedFrom(instanceId));
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

    /**
     * Every file that a tool touched, and those that git showed as changed; newest first. One that came and went, or
     * that git shows as it was before, has not changed.
     */
    List<WorkState.TouchedFile> files() {
        var touched = touched();
        var files = new ArrayList<WorkState.TouchedFile>();
        touched.forEach((path, touches) -> {
            if (!(cameAndWent(touches) || isBack(path))) {
                files.add(file(path, touches));
            }
        });
        shown.stream()
                .filter(entry -> !touched.containsKey(entry.getKey()) && !isBack(entry.getKey()))
                .map(entry -> file(entry.getKey(), entry.getValue()))
                .filter(file -> !(file.status().equals("deleted") && appeared.value(file.path()) != null))
                .forEach(files::add);
        return files.stream()
                .sorted(Comparator.comparing(WorkState.TouchedFile::lastModified)
                        .reversed())
                .toList();
    }

    /** By path; of each path the newest first. */
    private Map<String, List<Seen<Touch>>> touched() {
        var byPath = new LinkedHashMap<String, List<Seen<Touch>>>();
        for (var touch : touches.items()) {
            if (touch.value().kind() != Kind.TREE_DELETED) {
                byPath.computeIfAbsent(touch.value().path(), path -> new ArrayList<>())
                        .add(touch);
            }
        }
        return byPath;
    }

    private WorkState.TouchedFile file(String path, List<Seen<Touch>> touched) {
        var newest = touched.getFirst();
        var created = appeared.value(path) != null
                || touched.stream().anyMatch(touch -> touch.value().kind() == Kind.CREATED);
        var status = isGone(newest) ? "deleted" : created ? "created" : "modified";
        return new WorkState.TouchedFile(path, status, touched.size(), newest.at(), newest.source());
    }

    private WorkState.TouchedFile file(String path, Seen<Shown> seen) {
        var word = seen.value().word();
        var created = appeared.value(path) != null && !word.equals("deleted");
        return new WorkState.TouchedFile(path, created ? "created" : word, 0, seen.at(), seen.source());
    }

    private boolean cameAndWent(List<Seen<Touch>> touched) {
        return touched.getLast().value().kind() == Kind.CREATED && isGone(touched.getFirst());
    }

    /**
     * Whether git, which showed the file as changed, no longer did, on the same machine and with the same commit
     * checked out, which does not contain what was done to it.
     */
    private boolean isBack(String path) {
        var changed = shown.byKey().get(path);
        if (changed == null) {
            return false;
        }
        var clean = atHeads.byKey()
                .get(key(changed.value().machine(), changed.value().head()));
        return clean != null
                && !clean.value().showsChanged(path)
                && clean.value().omitted() == 0
                && !mayBeIgnored(changed)
                && touches(path).noneMatch(touch -> touch.stamp().after(clean.stamp()))
                && touches(path).noneMatch(touch -> isCommitted(touch.stamp(), changed.stamp()))
                && (isNewest(clean) || !hasMoved(changed.stamp(), clean.stamp()));
    }

    private Stream<Seen<Touch>> touches(String path) {
        return touches.items().stream().filter(touch -> touch.value().path().equals(path));
    }

    private boolean isCommitted(Stamp from, Stamp to) {
        return Stream.concat(Stream.ofNullable(committing.seen()), commits.values().stream())
                .map(Seen::stamp)
                .anyMatch(commit -> isBetween(commit, from, to));
    }

    /** Whether there was another commit in between: the file may have become part of that. */
    private boolean hasMoved(Stamp from, Stamp to) {
        return isCommitted(from, to) || atHeads.values().stream().anyMatch(other -> isBetween(other.stamp(), from, to));
    }

    /** Whether a new file may be out of git's sight only because it is ignored by now. */
    private boolean mayBeIgnored(Seen<Shown> changed) {
        return changed.value().word().equals("created")
                && Stream.concat(
                                touches.items().stream()
                                        .map(touch -> Map.entry(touch.value().path(), touch.stamp())),
                                shown.stream()
                                        .map(entry -> Map.entry(
                                                entry.getKey(), entry.getValue().stamp())))
                        .anyMatch(file -> file.getKey().endsWith(".gitignore")
                                && file.getValue().after(changed.stamp()));
    }

    private static boolean isBetween(Stamp stamp, Stamp from, Stamp to) {
        return stamp.after(from) && to.after(stamp);
    }

    private boolean isNewest(Seen<Observation> observation) {
        return observed.seen() != null && !observed.seen().stamp().after(observation.stamp());
    }

    /** By the newest that was done to it, or by what git showed since. */
    private boolean isGone(Seen<Touch> newest) {
        var seen = shown.byKey().get(newest.value().path());
        if (seen != null && seen.stamp().after(newest.stamp())) {
            return seen.value().word().equals("deleted");
        }
        return newest.value().kind() == Kind.DELETED || isInDeletedTree(newest);
    }

    private boolean isInDeletedTree(Seen<Touch> file) {
        for (var touch : touches.items()) { // asked for each file: what is cheap and rare comes first
            if (touch.value().kind() == Kind.TREE_DELETED
                    && touch.stamp().after(file.stamp())
                    && FilePath.isWithin(file.value().path(), touch.value().path())) {
                return true;
            }
        }
        return false;
    }

    WorkState.Git git(List<WorkState.TouchedFile> files) {
        var seen = observed.seen();
        return seen == null ? inferred(files) : observed(seen, files);
    }

    private WorkState.Git inferred(List<WorkState.TouchedFile> files) {
        var recent = commits.stream().map(Repository::commit).toList();
        var committed = lastCommit();
        return WorkState.Git.inferred(
                branch.value(), recent, touchedAfter(committed == null ? Instant.MIN : committed.at(), files));
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
        var aheadOf = unseenCommit || pushing.after(observed) ? null : said.ahead();
        return new WorkState.Git(
                currentBranch(),
                Stream.concat(later.stream(), shown(seen)).toList(),
                List.copyOf(uncommitted),
                true,
                unseenCommit
                        ? null
                        : later.isEmpty() ? said.head() : later.getFirst().hash(),
                said.upstream(),
                aheadOf == null ? null : (Integer) (aheadOf + later.size()),
                said.behind(),
                paths(said, Observation.Change::isStaged),
                paths(said, Observation.Change::isUnstaged),
                paths(said, Observation.Change::isUntracked),
                committedSince ? List.of() : paths(said, Observation.Change::isUnmerged),
                committedSince ? 0 : said.omitted(),
                seen.at(),
                said.machine(),
                seen.source(),
                leftBehind(said.machine()));
    }

    /** On each other machine what git said last, if work is only there. */
    private List<WorkState.LeftBehind> leftBehind(@Nullable String machine) {
        var newest = new LinkedHashMap<String, Seen<Observation>>();
        for (var seen : atHeads.values()) {
            var where = seen.value().machine();
            if (where != null && !where.equals(machine)) {
                newest.putIfAbsent(where, seen);
            }
        }
        return newest.entrySet().stream()
                .filter(entry -> entry.getValue().value().isUnfinished())
                .map(entry -> leftBehind(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static WorkState.LeftBehind leftBehind(String machine, Seen<Observation> seen) {
        var said = seen.value();
        return new WorkState.LeftBehind(
                machine, said.branch(), said.paths().toList(), said.omitted(), said.ahead(), seen.at(), seen.source());
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
                    told.map(Seen::at).orElse(seen.at()),
                    told.map(Seen::source).orElse(seen.source()));
        });
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
