package continuity.resume.packet;

import continuity.contracts.WorkState;
import continuity.resume.fold.Conversation;
import continuity.resume.fold.ToolCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What to do first, by fixed rules in a fixed order; each step names the record that it rests on.
 *
 * <p>A step suggests only commands that we wrote. What was recorded stands beside it as a quotation.
 */
public final class NextSteps {

    public static final int MAX = 5;
    private static final int MAX_ERRORS = 2;
    private static final int MAX_NAMED = 3;
    static final int LENGTH = 160;

    /** Percent; the rule that asks for more is one of the product's. */
    private static final int ENOUGH_COVERAGE = 80;

    private static final List<String> DEFAULTS = List.of(
            "Review the summary with the user.",
            "Check the repository: `git status --short --branch`.",
            "Run the tests.",
            "Confirm the goal with the user, or start over.");

    private NextSteps() {}

    /** At most {@value #MAX}; the defaults when nothing is known. */
    public static List<String> of(PastRun run) {
        var steps = new ArrayList<String>();
        failingTests(run, steps);
        openErrors(run, steps);
        RepositorySteps.add(run, steps);
        goOn(run.work(), steps);
        untested(run, steps);
        return steps.isEmpty() ? DEFAULTS : List.copyOf(steps.subList(0, Math.min(MAX, steps.size())));
    }

    private static void failingTests(PastRun run, List<String> steps) {
        var tests = run.work().tests();
        if (tests == null || tests.failed() == 0 || run.passedSince().isPresent()) {
            return;
        }
        var names = tests.failing().stream()
                .limit(MAX_NAMED)
                .map(name -> StoredText.quote(name, LENGTH))
                .toList();
        steps.add("%s: %d failed, %d passed%s %s."
                .formatted(
                        run.editedSinceTests()
                                ? "Run the tests again and fix what still fails; before the last edit"
                                : "Fix the failing tests",
                        tests.failed(),
                        tests.passed(),
                        names.isEmpty() ? "" : "; " + String.join(", ", names),
                        StoredText.cite(tests.source())));
    }

    private static void openErrors(PastRun run, List<String> steps) {
        var work = run.work();
        var running = work.runningTool();
        var awaited = work.awaitedInput();
        if (awaited != null) {
            steps.add("The session waited for its user: %s. Ask the user%s %s."
                    .formatted(
                            StoredText.quote(awaited.message(), LENGTH),
                            running == null
                                    ? ""
                                    : " before %s is run, which may not have been allowed yet"
                                            .formatted(run.call(running.tool(), running.target(), LENGTH)),
                            StoredText.cite(awaited.source())));
        } else if (running != null) {
            steps.add(
                    "%s was still running when the session ended: check whether it finished, then run it again if it did not %s."
                            .formatted(
                                    run.call(running.tool(), running.target(), LENGTH),
                                    StoredText.cite(running.source())));
        }
        for (var error : run.errorsBesideTests().stream()
                .filter(error -> !ToolCalls.onlySaidNo(error) && !isConflictThatGitShows(error, work.git()))
                .limit(MAX_ERRORS)
                .toList()) {
            steps.add("Look at what failed and has not succeeded since: %s said %s %s."
                    .formatted(
                            run.call(error.tool(), error.target(), LENGTH),
                            StoredText.quote(error.message(), LENGTH),
                            StoredText.cite(error.source())));
        }
    }

    /** Whether it is left, and where, git was asked since. */
    private static boolean isConflictThatGitShows(WorkState.OpenError error, WorkState.Git git) {
        return error.message().contains("CONFLICT (")
                && git.observedAt() != null
                && git.observedAt().isAfter(error.at());
    }

    private static void goOn(WorkState work, List<String> steps) {
        var epic = work.currentEpic();
        if (epic == null) {
            continueWith(work, steps);
            return;
        }
        var named = StoredText.quote(epic.epicId(), LENGTH);
        var source = StoredText.cite(epic.source());
        switch (epic.status().toLowerCase(Locale.ROOT)) {
            case "complete" ->
                steps.add("Epic %s is complete: create or merge its pull request, then start the next epic %s."
                        .formatted(named, source));
            case "validation" -> {
                continueWith(work, steps);
                steps.add("Epic %s is in validation: check its acceptance criteria %s.".formatted(named, source));
            }
            default -> continueWith(work, steps);
        }
    }

    /** The first open todo, else the prompt that was not answered, else the epic itself. */
    private static void continueWith(WorkState work, List<String> steps) {
        var todo = work.todos().stream()
                .filter(candidate -> !candidate.status().equals("completed"))
                .findFirst();
        var latest = work.goal().latestPrompt();
        var before = Stream.concat(
                        work.goal().earlierPrompts().stream(),
                        Stream.ofNullable(work.goal().firstPrompt()))
                .filter(prompt -> Conversation.isRequest(prompt.text()))
                .findFirst();
        var epic = work.currentEpic();
        if (todo.isPresent()) {
            steps.add("Continue with the first open todo: %s %s."
                    .formatted(
                            StoredText.quote(todo.get().text(), LENGTH),
                            StoredText.cite(todo.get().source())));
        } else if (work.openTurn() && latest != null) {
            steps.add("Continue with the request that was being worked on: %s %s%s."
                    .formatted(
                            StoredText.quote(latest.text(), LENGTH),
                            StoredText.cite(latest.source()),
                            before.isEmpty() || Conversation.isRequest(latest.text())
                                    ? ""
                                    : ", after %s %s"
                                            .formatted(
                                                    StoredText.quote(
                                                            before.get().text(), LENGTH),
                                                    StoredText.cite(before.get().source()))));
        } else if (epic != null && epic.status().equalsIgnoreCase("implementation")) {
            steps.add("Continue with epic %s %s."
                    .formatted(StoredText.quote(epic.epicId(), LENGTH), StoredText.cite(epic.source())));
        }
    }

    private static void untested(PastRun run, List<String> steps) {
        var work = run.work();
        var tests = work.tests();
        if (tests != null && (tests.failed() == 0 || run.passedSince().isPresent()) && run.editedSinceTests()) {
            steps.add("Run the tests again: they passed before the last edit %s."
                    .formatted(StoredText.cite(tests.source())));
        }
        if (tests == null && work.files().stream().anyMatch(file -> !run.changedBefore(file.path()))) {
            steps.add("Run the tests: files were changed and no test run was recorded %s."
                    .formatted(StoredText.cite(work.files().getFirst().source())));
        }
        if (tests != null && tests.coverage() != null && tests.coverage() < ENOUGH_COVERAGE) {
            steps.add("Cover more by tests: they reach %.0f %% of the code, and %d %% is the aim %s."
                    .formatted(tests.coverage(), ENOUGH_COVERAGE, StoredText.cite(tests.source())));
        }
    }
}
