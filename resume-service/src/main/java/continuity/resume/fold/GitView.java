package continuity.resume.fold;

import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The repository as git showed it last, and as commands have let it appear since. */
final class GitView {

    private final Repository repository;
    private final List<WorkState.TouchedFile> files;

    GitView(Repository repository, List<WorkState.TouchedFile> files) {
        this.repository = repository;
        this.files = files;
    }

    WorkState.Git git() {
        var seen = repository.observed().seen();
        return seen == null ? inferred() : observed(seen);
    }

    private WorkState.Git inferred() {
        var tree = repository.workingTree();
        var pending = tree.uncommitted().collect(Collectors.toCollection(LinkedHashSet::new));
        var found = tree.changedBefore().toList();
        var newestFirst = files.stream()
                .map(WorkState.TouchedFile::path)
                .filter(pending::remove)
                .toList();
        return WorkState.Git.inferred(
                repository.branch().value(),
                Stream.concat(printedHead(), repository.history().commits()).toList(),
                Stream.concat(newestFirst.stream(), pending.stream()).toList(),
                tree.stashed(),
                found.isEmpty() ? null : new WorkState.AtStart(found, 0));
    }

    /** What a command printed as checked out, unless a commit came after it, or is that one. */
    private Stream<WorkState.Commit> printedHead() {
        var committed = lastCommit();
        return Stream.ofNullable(repository.head().seen())
                .filter(seen -> committed == null || seen.stamp().after(committed))
                .filter(seen -> repository.commits().stream()
                        .noneMatch(known -> Observation.isSameCommit(
                                known.getKey(), seen.value().hash())))
                .map(seen ->
                        new WorkState.Commit(seen.value().hash(), seen.value().message(), seen.at(), seen.source()));
    }

    /** What git said is true of its moment; what commands did afterwards is newer. */
    private WorkState.Git observed(Seen<Observation> seen) {
        var said = seen.value();
        var committed = lastCommit();
        var newest = seen.stamp();
        if (said.withoutRepository()) {
            return committed != null && committed.after(newest)
                    ? inferred()
                    : WorkState.Git.withoutRepository(seen.at(), said.machine(), seen.source());
        }
        if (committed != null && committed.after(newest) && !showsNewestCommit(said)) {
            newest = committed;
        }
        var committedSince = newest.after(seen.stamp());
        var later = committedSince ? commitsAfter(seen) : List.<WorkState.Commit>of();
        var uncommitted = new LinkedHashSet<>(touchedAfter(newest.at()));
        if (!committedSince) {
            said.paths().forEach(uncommitted::add);
        }
        var unseenCommit = committedSince && later.isEmpty();
        var isUncertain = unseenCommit || repository.pushing().after(repository.observed());
        return new WorkState.Git(
                repository.currentBranch(),
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
        var first = repository.began().seen();
        if (first == null || first.value().isElsewhere(here) || hasActedBefore(first.stamp())) {
            return null;
        }
        var touched = repository.touches().items().stream()
                .map(touch -> touch.value().path())
                .collect(Collectors.toSet());
        var uncommitted = first.value()
                .paths()
                .filter(path -> !touched.contains(path) && wasNeverClean(path, first.stamp()))
                .toList();
        var mayHaveForgotten = repository.touches().items().size() == Repository.MAX_TOUCHES;
        return new WorkState.AtStart(
                mayHaveForgotten ? List.of() : uncommitted, first.value().stashed());
    }

    /** As far as what git said last at each commit tells. */
    private boolean wasNeverClean(String path, Stamp since) {
        return repository.atHeads().values().stream()
                .filter(said -> said.stamp().after(since))
                .allMatch(said -> said.value().showsChanged(path));
    }

    private boolean hasActedBefore(Stamp moment) {
        var acted = repository.acted().seen();
        return acted != null && moment.after(acted.stamp());
    }

    /** In each other place what git said last, if work is only there. */
    private List<WorkState.LeftBehind> leftBehind(Observation here) {
        return repository.places().values().stream()
                .filter(seen -> seen.value().isElsewhere(here) && seen.value().isUnfinished())
                .map(GitView::leftBehind)
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
        var committing = repository.committing().seen();
        return repository.commits().stream()
                .findFirst()
                .filter(commit ->
                        committing == null || commit.getValue().stamp().after(committing.stamp()))
                .filter(commit -> said.shows(commit.getKey()))
                .isPresent();
    }

    private List<WorkState.Commit> commitsAfter(Seen<Observation> seen) {
        return repository.commits().stream()
                .filter(commit -> commit.getValue().stamp().after(seen.stamp()))
                .filter(commit -> !seen.value().shows(commit.getKey()))
                .map(GitView::commit)
                .toList();
    }

    /** The commit that was checked out when git said this. */
    static Optional<WorkState.Commit> newest(Seen<Observation> seen) {
        return seen.value().commits().stream()
                .findFirst()
                .map(commit -> new WorkState.Commit(
                        commit.hash(), commit.message(), committedAt(commit, seen.at()), seen.source()));
    }

    /** The commits that git showed, each with the record that told of it first. */
    private Stream<WorkState.Commit> shown(Seen<Observation> seen) {
        return seen.value().commits().stream().map(commit -> {
            var told = repository.commits().stream()
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

    private List<String> touchedAfter(Instant time) {
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
        var committing = repository.committing().seen();
        if (committing != null) {
            return committing.stamp();
        }
        return repository.commits().values().isEmpty()
                ? null
                : repository.commits().values().getFirst().stamp();
    }
}
