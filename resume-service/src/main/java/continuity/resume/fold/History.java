package continuity.resume.fold;

import continuity.contracts.WorkState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commits that the work made, by the branch on which they are, inferred from the commands that made, undid and
 * merged them.
 */
final class History {

    /** A commit; without a hash until that is told. */
    private static final class Made {
        private final Instant at;
        private Optional<WorkState.Commit> commit = Optional.empty();

        Made(Instant at) {
            this.at = at;
        }
    }

    /** The branch that was checked out when the work began, until its name is told. */
    private static final String FIRST = "";

    /** Commits by branch, newest first. */
    private final Map<String, List<Made>> branches = new LinkedHashMap<>();

    private String current;
    private String before;

    private History(String first) {
        current = first;
        before = first;
    }

    /**
     * @param first the branch that was checked out when the work began, null while unknown
     * @param touches newest first
     * @param told of commits, newest first, by hash; each at the moment of the command that made it, or later
     */
    static History of(@Nullable String first, List<Seen<Touch>> touches, List<Map.Entry<String, Seen<String>>> told) {
        var history = new History(first == null ? FIRST : first);
        var next = told.size() - 1;
        for (var touch : touches.reversed()) {
            if (touch.value().kind().isOfHistory()) {
                for (; next >= 0 && touch.at().isAfter(told.get(next).getValue().at()); next--) {
                    history.tell(told.get(next));
                }
                history.add(touch);
            }
        }
        for (; next >= 0; next--) {
            history.tell(told.get(next));
        }
        return history;
    }

    /** Of the branch that is checked out those that stand, newest first. */
    Stream<WorkState.Commit> commits() {
        return here().stream().flatMap(made -> made.commit.stream());
    }

    /**
     * Those with commits that the one that is checked out does not have.
     *
     * @param isDetached whether none is checked out, as in the middle of a rebase
     */
    List<OtherBranch> others(boolean isDetached) {
        var here = isDetached ? List.<Made>of() : List.copyOf(here());
        var told = new ArrayList<OtherBranch>();
        branches.forEach((name, commits) -> {
            if (!name.equals(FIRST) && !here.containsAll(commits)) {
                var newest = commits.getFirst();
                told.add(new OtherBranch(name, newest.at, newest.commit.orElse(null)));
            }
        });
        return told;
    }

    private List<Made> here() {
        return branches.computeIfAbsent(current, _ -> new ArrayList<>());
    }

    private void add(Seen<Touch> seen) {
        var touch = seen.value();
        switch (touch.kind()) {
            case COMMITTED -> here().addFirst(new Made(seen.at()));
            case AMENDED -> {
                undo();
                here().addFirst(new Made(seen.at()));
            }
            case UNCOMMITTED -> undo();
            case BRANCHED -> {
                branches.put(touch.path(), new ArrayList<>(here()));
                moveTo(touch.path());
            }
            case SWITCHED -> moveTo(touch.path().equals(Touch.PREVIOUS) ? before : touch.path());
            case MERGED -> merge(touch.path());
            case REBASED -> branches.put(current, new ArrayList<>());
            default -> {}
        }
    }

    private void undo() {
        if (!here().isEmpty()) {
            here().removeFirst();
        }
    }

    /** A branch of which nothing was heard is the one where the work began, if that has no name yet. */
    private void moveTo(String branch) {
        if (!branch.equals(current)) {
            if (!current.equals(FIRST) && branches.containsKey(FIRST) && !branches.containsKey(branch)) {
                branches.put(branch, branches.remove(FIRST));
            }
            before = current;
            current = branch;
        }
    }

    private void merge(String branch) {
        var mine = new ArrayList<>(branches.getOrDefault(branch, List.of()));
        mine.removeAll(here());
        here().addAll(0, mine);
    }

    private void tell(Map.Entry<String, Seen<String>> told) {
        var commit = told.getValue();
        var made = here().stream()
                .findFirst()
                .filter(newest -> newest.commit.isEmpty())
                .orElseGet(() -> {
                    var unseen = new Made(commit.at());
                    here().addFirst(unseen);
                    return unseen;
                });
        made.commit = Optional.of(new WorkState.Commit(told.getKey(), commit.value(), commit.at(), commit.source()));
    }
}
