package continuity.resume.fold;

import continuity.resume.fold.Touch.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files as git would show them, inferred from what commands did to them and to git: for where git itself was never
 * asked.
 */
final class WorkingTree {

    private final Map<String, FileChanges> files = new LinkedHashMap<>();
    private boolean hasEdits;
    private int commits;
    private int lastStash;
    private final Deque<Integer> stashes = new ArrayDeque<>();

    /** The record that put files by last. */
    private String stashedIn = "";

    /** The record that showed files last, and the files. */
    private String shownIn = "";

    private final Set<String> shown = new HashSet<>();

    private final Set<String> withoutRepository = new HashSet<>();

    private final List<Pattern> ignored = new ArrayList<>();

    private WorkingTree() {}

    /** @param touches in any order */
    static WorkingTree after(Stream<Seen<Touch>> touches) {
        var tree = new WorkingTree();
        touches.sorted(Comparator.naturalOrder()).forEachOrdered(tree::add);
        return tree;
    }

    /** By path; a directory, all of which is new, ends with a slash. */
    Map<String, FileChanges> files() {
        return files;
    }

    /** How often files were put by that have not come back. */
    int stashed() {
        return stashes.size();
    }

    /** Paths that had changes before anything was done, and to which nothing was done since. */
    Stream<String> changedBefore() {
        return files.entrySet().stream()
                .filter(file -> file.getValue().isPending() && file.getValue().isOnlyFound())
                .map(Map.Entry::getKey);
    }

    /** Paths with changes in no commit; a directory only if no file in it is known, and the old of two names not. */
    Stream<String> uncommitted() {
        return pending()
                .filter(path -> !path.endsWith("/") || files.keySet().stream().noneMatch(file -> isIn(file, path)))
                .filter(path -> withoutRepository.stream().noneMatch(place -> FilePath.isWithin(path, place)));
    }

    private static boolean isIn(String file, String directory) {
        return file.startsWith(directory) && !file.equals(directory);
    }

    private Stream<String> pending() {
        return files.entrySet().stream()
                .filter(file -> file.getValue().isPending() && !file.getValue().isRenamed())
                .filter(file -> !isIgnored(file))
                .map(Map.Entry::getKey);
    }

    /** What git knows it does not leave out. */
    private boolean isIgnored(Map.Entry<String, FileChanges> file) {
        return !file.getValue().isTracked()
                && ignored.stream().anyMatch(rule -> rule.matcher(file.getKey()).matches());
    }

    private void add(Seen<Touch> seen) {
        var touch = seen.value();
        switch (touch.kind()) {
            case CREATED, MODIFIED, SHELL_WRITTEN, SHELL_MODIFIED, DELETED, RENAMED -> {
                hasEdits = true;
                file(touch.path()).edit(seen);
            }
            case TREE_DELETED -> deleteIn(seen);
            case SHOWN_NEW, SHOWN_MODIFIED, SHOWN_DELETED -> show(seen);
            case CLEAN -> settle(seen);
            case STAGED -> stage(touch);
            case TRACKED_STAGED -> covered(touch).forEach(FileChanges::stageTracked);
            case UNSTAGED -> covered(touch).forEach(FileChanges::unstage);
            case COMMITTED -> {
                withoutRepository.clear();
                commit(touch, commits + 1);
            }
            case AMENDED -> commit(touch, Math.max(1, commits));
            case UNCOMMITTED -> uncommit();
            case RESTORED -> tracked(touch).forEach(FileChanges::restore);
            case RESET -> tracked(touch).forEach(FileChanges::reset);
            case CLEANED -> covered(touch).forEach(FileChanges::clean);
            case STASHED -> stash(seen);
            case UNSTASHED -> unstash();
            case REBASED -> files.values().forEach(FileChanges::settleTracked); // else git refuses
            case SWITCHED, BRANCHED, MERGED -> {} // git keeps changes that are in no commit
            case NO_REPOSITORY -> withoutRepository.add(touch.path());
            case IGNORED -> ignored.add(IgnoreRules.matching(touch));
        }
    }

    private FileChanges file(String path) {
        return files.computeIfAbsent(path, _ -> new FileChanges());
    }

    private void stage(Touch touch) {
        files.entrySet().stream()
                .filter(file -> touch.covers(file.getKey()) && !isIgnored(file))
                .forEach(file -> file.getValue().stage());
    }

    private Stream<FileChanges> covered(Touch touch) {
        return files.entrySet().stream()
                .filter(file -> touch.covers(file.getKey()))
                .map(Map.Entry::getValue);
    }

    /** The same; git would have refused the name of a file that it does not know. */
    private Stream<FileChanges> tracked(Touch touch) {
        var named = files.get(touch.path());
        if (named != null) {
            named.track();
        }
        return covered(touch);
    }

    private void deleteIn(Seen<Touch> tree) {
        files.forEach((path, file) -> {
            if (FilePath.isWithin(path, tree.value().path())) {
                file.edit(new Seen<>(tree.stamp(), tree.source(), new Touch(path, Kind.DELETED)));
            }
        });
    }

    private void show(Seen<Touch> seen) {
        if (!seen.source().equals(shownIn)) {
            shownIn = seen.source();
            shown.clear();
        }
        shown.add(seen.value().path());
        file(seen.value().path()).show(seen, !hasEdits);
    }

    private void settle(Seen<Touch> clean) {
        var isShown = clean.source().equals(shownIn) ? shown : Set.<String>of();
        files.forEach((path, file) -> {
            if (clean.value().covers(path) && isShown.stream().noneMatch(one -> covers(one, path))) {
                file.settle();
            }
        });
    }

    private static boolean covers(String shown, String path) {
        return shown.equals(path) || (shown.endsWith("/") && path.startsWith(shown));
    }

    private void commit(Touch touch, int number) {
        commits = number;
        covered(touch).forEach(file -> file.commit(number));
    }

    private void uncommit() {
        if (commits > 0) {
            files.values().forEach(file -> file.uncommit(commits));
            commits--;
        }
    }

    /** One command puts by everything that it names together. */
    private void stash(Seen<Touch> seen) {
        if (!seen.source().equals(stashedIn)) {
            stashedIn = seen.source();
            lastStash++;
        }
        var anything =
                tracked(seen.value()).filter(file -> file.stash(lastStash)).count() > 0;
        if (anything && !stashes.contains(lastStash)) {
            stashes.push(lastStash);
        }
    }

    private void unstash() {
        if (!stashes.isEmpty()) {
            var number = stashes.pop();
            files.values().forEach(file -> file.unstash(number));
        }
    }
}
