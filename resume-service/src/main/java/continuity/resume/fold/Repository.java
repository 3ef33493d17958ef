package continuity.resume.fold;

import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.WorkState;
import continuity.resume.fold.Touch.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 */
public record Repository(
        NewestFew<Touch> touches,
        Newest<String> committing,
        NewestByKey<String> commits,
        Newest<String> branch,
        Newest<String> pushing,
        Newest<Observation> observed)
        implements Part<Repository> {

    static final int MAX_TOUCHES = 500;
    static final int MAX_COMMITS = 20;

    static final Repository NONE = new Repository(
            NewestFew.none(MAX_TOUCHES),
            Newest.none(),
            NewestByKey.none(MAX_COMMITS),
            Newest.none(),
            Newest.none(),
            Newest.none());

    /** Fold versions 1 and 2 stored neither. */
    public Repository {
        pushing = Objects.requireNonNullElse(pushing, Newest.none());
        observed = Objects.requireNonNullElse(observed, Newest.none());
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
                NONE.observed);
    }

    static Repository of(EventAppended event) {
        var data = new Fields(event.eventData());
        var branch = data.excerpt(Excerpt.PATH, "branch");
        var newest = new Newest<>(branch == null ? null : Seen.in(event, branch));
        return switch (event.eventType()) {
            case "commit_created" -> ofCommits(commit(event, data), newest);
            case "pr_created" -> ofCommits(NONE.commits, newest);
            case "git_observed" ->
                new Repository(
                        NONE.touches,
                        NONE.committing,
                        NONE.commits,
                        NONE.branch,
                        NONE.pushing,
                        new Newest<>(Seen.in(event, Observation.of(event))));
            default -> NONE;
        };
    }

    private static Repository ofCommits(NewestByKey<String> commits, Newest<String> branch) {
        return new Repository(NONE.touches, NONE.committing, commits, branch, NONE.pushing, NONE.observed);
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
                observed.join(other.observed));
    }

    @Override
    public Repository inheritedFrom(String instanceId) {
        return new Repository(
                touches.inheritedFrom(instanceId),
                committing.inheritedFrom(instanceId),
                commits.inheritedFrom(instanceId),
                branch.inheritedFrom(instanceId),
                pushing.inheritedFrom(instanceId),
                observed.inheritedFrom(instanceId));
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

    /** Every file that a tool touched, and those with changes that git showed; newest first. */
    List<WorkState.TouchedFile> files() {
        var touched = touched();
        var known = touched.stream().map(WorkState.TouchedFile::path).collect(Collectors.toSet());
        return Stream.concat(touched.stream(), changed().filter(file -> !known.contains(file.path())))
                .sorted(Comparator.comparing(WorkState.TouchedFile::lastModified)
                        .reversed())
                .toList();
    }

    private Stream<WorkState.TouchedFile> changed() {
        var seen = observed.seen();
        return seen == null
                ? Stream.of()
                : seen.value().changes().stream()
                        .filter(change -> !change.isDirectory())
                        .map(change ->
                                new WorkState.TouchedFile(change.path(), change.word(), 0, seen.at(), seen.source()));
    }

    private List<WorkState.TouchedFile> touched() {
        var byPath = new LinkedHashMap<String, List<Seen<Touch>>>();
        for (var touch : touches.items()) {
            if (touch.value().kind() != Kind.TREE_DELETED) {
                byPath.computeIfAbsent(touch.value().path(), path -> new ArrayList<>())
                        .add(touch);
            }
        }
        return byPath.entrySet().stream().map(this::file).toList();
    }

    private WorkState.TouchedFile file(Map.Entry<String, List<Seen<Touch>>> entry) {
        var newest = entry.getValue().getFirst();
        var created = entry.getValue().stream().anyMatch(touch -> touch.value().kind() == Kind.CREATED);
        var deleted = newest.value().kind() == Kind.DELETED || isInDeletedTree(newest);
        var status = deleted ? "deleted" : created ? "created" : "modified";
        return new WorkState.TouchedFile(
                entry.getKey(), status, entry.getValue().size(), newest.at(), newest.source());
    }

    private boolean isInDeletedTree(Seen<Touch> file) {
        return touches.items().stream()
                .takeWhile(touch -> touch.stamp().after(file.stamp()))
                .anyMatch(touch -> touch.value().kind() == Kind.TREE_DELETED
                        && FilePath.isWithin(file.value().path(), touch.value().path()));
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
        var newest = committed != null && committed.after(seen.stamp()) ? committed : seen.stamp();
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
                seen.source());
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
