package continuity.resume.fold;

import continuity.resume.fold.Touch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What became of one file: what was done to it, and which of that git has in a commit or put by. */
final class FileChanges {

    /** In commits that nobody can undo any more, or saw. */
    private final List<Seen<Touch>> settled = new ArrayList<>();

    /** By the number of the commit, and of the stash. */
    private final NavigableMap<Integer, List<Seen<Touch>>> commits = new TreeMap<>();

    private final NavigableMap<Integer, List<Seen<Touch>>> stashes = new TreeMap<>();

    /** In no commit, oldest first; the first of them may be staged. */
    private List<Seen<Touch>> pending = new ArrayList<>();

    private int staged;

    /** Git knew it before. */
    private boolean tracked;

    /** It was changed before anything was done, and nothing has been done to it since. */
    private boolean onlyFound;

    void edit(Seen<Touch> touch) {
        pending.add(touch);
        onlyFound = false;
    }

    /** Git shows it as changed, which in most cases is known from what was done. */
    void show(Seen<Touch> touch, boolean isBeforeWork) {
        if (isBeforeWork && pending.isEmpty()) {
            onlyFound = true;
        }
        if (pending.isEmpty()
                || (touch.value().kind() == Kind.SHOWN_DELETED
                        && !pending.getLast().value().kind().removes())) {
            pending.add(touch);
        }
    }

    void settle() {
        settled.addAll(pending);
        forget();
    }

    void settleTracked() {
        if (isTracked()) {
            settle();
        }
    }

    void stage() {
        staged = pending.size();
    }

    void stageTracked() {
        if (isTracked()) {
            stage();
        }
    }

    void track() {
        tracked = true;
    }

    void unstage() {
        staged = 0;
    }

    void commit(int number) {
        var kept = pending.subList(0, staged);
        if (!kept.isEmpty()) {
            commits.computeIfAbsent(number, _ -> new ArrayList<>()).addAll(kept);
            pending = new ArrayList<>(pending.subList(staged, pending.size()));
            staged = 0;
        }
    }

    void uncommit(int number) {
        var undone = commits.remove(number);
        if (undone != null) {
            pending.addAll(0, undone);
            staged += undone.size();
        }
    }

    void restore() {
        if (isTracked()) {
            pending = new ArrayList<>(pending.subList(0, staged));
        }
    }

    void reset() {
        if (isTracked()) {
            forget();
        }
    }

    void clean() {
        if (!isTracked()) {
            forget();
        }
    }

    /** @return whether there was anything to put by */
    boolean stash(int number) {
        if (pending.isEmpty() || !isTracked()) {
            return false;
        }
        stashes.put(number, pending);
        pending = new ArrayList<>();
        staged = 0;
        return true;
    }

    void unstash(int number) {
        var put = stashes.remove(number);
        if (put != null) {
            pending.addAll(0, put);
            staged = isCommitted() ? 0 : put.size(); // git puts back what is new as new
        }
    }

    private void forget() {
        pending = new ArrayList<>();
        staged = 0;
    }

    /** Whether git knows the file: not, if it was made here, or its removal committed, and it was not staged since. */
    boolean isTracked() {
        return staged > 0 || pending.isEmpty() || isCommitted();
    }

    /** Whether the newest commit has the file. */
    private boolean isCommitted() {
        var last = committed().reduce((_, newer) -> newer);
        return last.map(touch -> !touch.value().kind().removes())
                .orElseGet(() -> tracked
                        || pending.isEmpty()
                        || !pending.getFirst().value().kind().makes());
    }

    private Stream<Seen<Touch>> committed() {
        return Stream.concat(settled.stream(), commits.values().stream().flatMap(List::stream));
    }

    /** What is left of all that was done to it, newest first; empty if it is as it was, or was found. */
    List<Seen<Touch>> touches() {
        if (onlyFound) {
            return List.of();
        }
        var all = Stream.concat(committed(), pending.stream()).toList();
        return cameAndWent(all) ? List.of() : all.reversed();
    }

    boolean isOnlyFound() {
        return onlyFound;
    }

    /** Whether something is in no commit. */
    boolean isPending() {
        var isGone = !pending.isEmpty() && pending.getLast().value().kind().removes();
        var isStagedWhole = staged == 0 || staged == pending.size();
        return !pending.isEmpty() && (isCommitted() || !isGone || !isStagedWhole);
    }

    /** Whether git shows no more of it than the new name. */
    boolean isRenamed() {
        return staged == pending.size()
                && !pending.isEmpty()
                && pending.getLast().value().kind() == Kind.RENAMED;
    }

    private static boolean cameAndWent(List<Seen<Touch>> touches) {
        return !touches.isEmpty()
                && touches.getFirst().value().kind().makes()
                && touches.getLast().value().kind().removes();
    }
}
