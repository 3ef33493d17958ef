package continuity.checkpoint;

import static continuity.checkpoint.Quoted.present;
import static continuity.checkpoint.Quoted.quoted;

import continuity.contracts.WorkState;
import java.util.ArrayList;
import java.util.List;

/** What to do next after a work state was brought back: at most {@value #MAX}, the most pressing first. Pure. */
final class NextSteps {

    static final int MAX = 5;

    private static final int MAX_NAMES = 5;

    private static final List<String> NOTHING_KNOWN =
            List.of("Review this summary", "Check `git status`", "Run the tests", "Confirm the goal with the user");

    private NextSteps() {}

    static List<String> of(WorkState state) {
        var steps = new ArrayList<String>();
        addFailingTests(state, steps);
        present(state.openErrors()).stream()
                .limit(1)
                .map(error -> "Resolve the open error of " + quoted(error.tool()) + ": " + quoted(error.message()))
                .forEach(steps::add);
        addGit(state.git(), steps);
        addEpic(state, steps);
        if (state.tests() == null && !present(state.files()).isEmpty()) {
            steps.add("Run the tests; no run is known");
        }
        return steps.isEmpty() ? NOTHING_KNOWN : List.copyOf(steps.subList(0, Math.min(MAX, steps.size())));
    }

    private static void addFailingTests(WorkState state, List<String> steps) {
        var tests = state.tests();
        if (tests == null || tests.failed() == 0) {
            return;
        }
        var names = present(tests.failing()).stream()
                .limit(MAX_NAMES)
                .map(Quoted::quoted)
                .toList();
        steps.add("Fix the " + tests.failed() + " failing tests"
                + (names.isEmpty() ? "" : ": " + String.join(", ", names)));
    }

    private static void addGit(WorkState.Git git, List<String> steps) {
        var conflicts = present(git.unmerged()).size();
        if (conflicts > 0) {
            steps.add("Resolve the conflicts in " + conflicts + " files: `git status`");
        }
        var uncommitted = present(git.uncommitted()).size() + Math.max(0, git.uncommittedOmitted());
        if (uncommitted > 0) {
            steps.add("Commit the changes in " + uncommitted + " files: `git add -A && git commit`");
        }
        var ahead = git.ahead();
        if (ahead != null && ahead > 0) {
            steps.add("Push " + ahead + " commits to " + quoted(git.upstream()) + ": `git push`");
        }
    }

    private static void addEpic(WorkState state, List<String> steps) {
        var epic = state.currentEpic();
        var todo = present(state.todos()).stream()
                .filter(item -> !"completed".equals(item.status()))
                .findFirst();
        if (epic != null && "complete".equals(epic.status())) {
            steps.add("Create or merge the pull request of epic " + quoted(epic.epicId()));
            steps.add("Start the next epic");
        } else if (epic != null && "validation".equals(epic.status())) {
            steps.add("Check the acceptance criteria of epic " + quoted(epic.epicId()));
        } else if (todo.isPresent()) {
            steps.add("Continue with " + quoted(todo.get().text()));
        } else if (epic != null) {
            steps.add("Continue epic " + quoted(epic.epicId()));
        }
    }
}
