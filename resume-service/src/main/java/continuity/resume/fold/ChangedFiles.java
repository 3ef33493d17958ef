package continuity.resume.fold;

import continuity.contracts.WorkState;
import continuity.resume.fold.Touch.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every file that a tool touched, and those that git showed as changed. One that came and went, or that git shows as it
 * was before, has not changed.
 */
final class ChangedFiles {

    private final Repository repository;

    /** By path; of each path the newest first. */
    private final Map<String, List<Seen<Touch>>> touched = new LinkedHashMap<>();

    /** Newest first. */
    private final List<Seen<Touch>> deletedTrees = new ArrayList<>();

    /** When what git ignores changed last. */
    private final @Nullable Stamp ignoring;

    ChangedFiles(Repository repository) {
        this.repository = repository;
        for (var touch : repository.touches().items()) {
            if (touch.value().kind() == Kind.TREE_DELETED) {
                deletedTrees.add(touch);
            } else if (touch.value().kind().isEdit()) {
                touched.computeIfAbsent(touch.value().path(), _ -> new ArrayList<>())
                        .add(touch);
            }
        }
        ignoring = Stream.concat(
                        touched.entrySet().stream()
                                .map(file -> Map.entry(
                                        file.getKey(),
                                        file.getValue().getFirst().stamp())),
                        repository.shown().stream()
                                .map(file ->
                                        Map.entry(file.getKey(), file.getValue().stamp())))
                .filter(file -> file.getKey().endsWith(".gitignore"))
                .map(Map.Entry::getValue)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** What tools touched before what only git showed, which may be much that nobody meant; each newest first. */
    List<WorkState.TouchedFile> list() {
        var files = repository.observed().seen() == null ? inferred() : observed();
        return files.stream()
                .sorted(Comparator.comparing((WorkState.TouchedFile file) -> file.edits() > 0)
                        .thenComparing(WorkState.TouchedFile::lastModified)
                        .reversed())
                .toList();
    }

    private List<WorkState.TouchedFile> inferred() {
        var files = new ArrayList<WorkState.TouchedFile>();
        repository.workingTree().files().forEach((path, changes) -> {
            var touches = changes.touches();
            if (!touches.isEmpty() && !path.endsWith("/")) {
                files.add(inferred(path, touches));
            }
        });
        return files;
    }

    private static WorkState.TouchedFile inferred(String path, List<Seen<Touch>> touches) {
        var kinds = touches.stream().map(touch -> touch.value().kind()).toList();
        var created = kinds.getLast().makes() || kinds.contains(Kind.CREATED) || kinds.contains(Kind.SHOWN_NEW);
        var status = kinds.getFirst().removes() ? "deleted" : created ? "created" : "modified";
        var edits = (int) kinds.stream().filter(Kind::isEdit).count();
        var newest = touches.getFirst();
        return new WorkState.TouchedFile(path, status, edits, newest.at(), newest.source());
    }

    private List<WorkState.TouchedFile> observed() {
        var files = new ArrayList<WorkState.TouchedFile>();
        touched.forEach((path, touches) -> {
            if (!cameAndWent(touches) && !isBack(path) && !isNoChange(path, touches)) {
                files.add(file(path, touches));
            }
        });
        repository.shown().stream()
                .filter(entry -> !touched.containsKey(entry.getKey()) && !isBack(entry.getKey()))
                .map(entry -> file(entry.getKey(), entry.getValue()))
                .filter(file -> !(file.status().equals("deleted") && appeared(file.path())))
                .forEach(files::add);
        return files;
    }

    private WorkState.TouchedFile file(String path, List<Seen<Touch>> touches) {
        var newest = touches.getFirst();
        var created = appeared(path)
                || touches.stream().anyMatch(touch -> touch.value().kind() == Kind.CREATED)
                || makesFile(touches.getLast().value());
        var status = isGone(newest) ? "deleted" : created ? "created" : "modified";
        return new WorkState.TouchedFile(path, status, touches.size(), newest.at(), newest.source());
    }

    private WorkState.TouchedFile file(String path, Seen<Repository.Shown> seen) {
        var word = seen.value().word();
        var status = appeared(path) && !word.equals("deleted") ? "created" : word;
        return new WorkState.TouchedFile(path, status, 0, seen.at(), seen.source());
    }

    /** Whether git has shown it as a file that it knew. */
    private boolean wasThere(String path) {
        return repository.shown().byKey().containsKey(path) && !appeared(path);
    }

    private boolean appeared(String path) {
        return repository.appeared().value(path) != null;
    }

    private boolean cameAndWent(List<Seen<Touch>> touches) {
        return isGone(touches.getFirst()) && makesFile(touches.getLast().value());
    }

    /** Whether the first that was done to a file was to make it. */
    private boolean makesFile(Touch first) {
        return first.kind() == Kind.CREATED || (first.kind() == Kind.SHELL_WRITTEN && !wasThere(first.path()));
    }

    /**
     * Whether git, which showed the file as changed, no longer did, in the same place and with the same commit checked
     * out, which does not contain what was done to it.
     */
    private boolean isBack(String path) {
        var changed = repository.shown().byKey().get(path);
        var clean = changed == null ? null : cleanSince(path, changed);
        return changed != null
                && clean != null
                && !mayBeIgnored(changed)
                && touched.getOrDefault(path, List.of()).stream()
                        .map(Seen::stamp)
                        .noneMatch(
                                touch -> touch.after(clean.stamp()) || repository.isCommitted(touch, changed.stamp()))
                && (repository.isNewest(clean) || !repository.hasMoved(changed.stamp(), clean.stamp()));
    }

    /**
     * Whether command lines alone wrote it, and git never showed it though it was asked since, there and with the same
     * commit checked out: it is ignored, or as it was before.
     */
    private boolean isNoChange(String path, List<Seen<Touch>> touches) {
        var said = repository.observed().seen();
        var newest = touches.getFirst();
        return said != null
                && touches.stream().allMatch(touch -> touch.value().kind().isOfShell())
                && repository.shown().value(path) == null
                && said.stamp().after(newest.stamp())
                && said.value().showsUnchanged(path)
                && repository.wasCheckedOut(said, touches.getLast().stamp())
                && !repository.hasCommittedSince(newest.at());
    }

    /** What git said later in the same place at the same commit, if it did not show the file. */
    private @Nullable Seen<Observation> cleanSince(String path, Seen<Repository.Shown> changed) {
        var later = repository.atHeads().byKey().get(changed.value().at());
        return later == null
                        || later.value().showsChanged(path)
                        || later.value().omitted() > 0
                ? null
                : later;
    }

    /** Whether a new file may be out of git's sight only because it is ignored by now. */
    private boolean mayBeIgnored(Seen<Repository.Shown> changed) {
        return changed.value().word().equals("created") && ignoring != null && ignoring.after(changed.stamp());
    }

    /** By the newest that was done to it, or by what git showed since. */
    private boolean isGone(Seen<Touch> newest) {
        var path = newest.value().path();
        var seen = repository.shown().byKey().get(path);
        if (seen != null && seen.stamp().after(newest.stamp())) {
            return seen.value().word().equals("deleted") && cleanSince(path, seen) == null;
        }
        return newest.value().kind().removes() || isInDeletedTree(newest);
    }

    private boolean isInDeletedTree(Seen<Touch> file) {
        return deletedTrees.stream()
                .takeWhile(tree -> tree.stamp().after(file.stamp()))
                .anyMatch(tree ->
                        FilePath.isWithin(file.value().path(), tree.value().path()));
    }
}
