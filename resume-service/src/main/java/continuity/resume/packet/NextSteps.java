package continuity.resume.packet;

import continuity.contracts.WorkState;
import continuity.resume.fold.Conversation;
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
    private static final int MAX_LEFT = 1;
    private static final int LENGTH = 160;

    /** Percent; the rule that asks for more is one of the product's. */
    private static final int ENOUGH_COVERAGE = 80;

    /** Further the git hook does not count. */
    private static final int MAX_UNPUSHED = 1_000;

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
        repository(run, steps);
        goOn(run.work(), steps);
        untested(run, steps);
        return steps.isEmpty() ? DEFAULTS : List.copyOf(steps.subList(0, Math.min(MAX, steps.size())));
    }

    private static void failingTests(PastRun run, List<String> steps) {
        var tests = run.work().tests();
        if (tests == null || tests.failed() == 0) {
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
        for (var error : run.errorsBesideTests().stream().limit(MAX_ERRORS).toList()) {
            steps.add("Look at what failed and has not succeeded since: %s said %s %s."
                    .formatted(
                            run.call(error.tool(), error.target(), LENGTH),
                            StoredText.quote(error.message(), LENGTH),
                            StoredText.cite(error.source())));
        }
    }

    private static void repository(PastRun run, List<String> steps) {
        if (run.isOfOtherProject()) {
            var directory = run.work().environment().workingDirectory();
            steps.add("Go to where project %s is%s, before anything is edited, committed or pushed [registry]."
                    .formatted(
                            StoredText.name(run.work().environment().project(), LENGTH),
                            directory == null ? "" : ", " + StoredText.quote(directory, LENGTH)));
        }
        if (run.isElsewhere()) {
            bringOver(Drift.onlyThere(run), "on the other machine", "commit and push it there", run, steps);
        } else if (run.isInOtherDirectory()) {
            bringOver(Drift.uncommitted(run), "in the other directory", "commit it there", run, steps);
        } else if (!run.isOfOtherProject()) {
            checkout(run, steps);
        }
        leftBehind(run, steps);
    }

    private static void bringOver(String what, String where, String how, PastRun run, List<String> steps) {
        if (!what.isEmpty()) {
            var git = run.work().git();
            var changedHere = run.changedHereToo(git.uncommitted());
            steps.add("Bring over what is only %s, %s: %s, %s %s."
                    .formatted(
                            where,
                            what,
                            how,
                            changedHere.isEmpty()
                                    ? "or copy it"
                                    : "and merge it, for there are other changes here to " + run.named(changedHere, 0),
                            StoredText.cite(git.source())));
        }
    }

    /** What the work left in places that it went on from. */
    private static void leftBehind(PastRun run, List<String> steps) {
        var here = run.leftHere();
        here.ifPresent(left -> steps.add(
                "Look at what was left here before it went on elsewhere, %s: `git status --short --branch` %s."
                        .formatted(Drift.left(left), StoredText.cite(left.source()))));
        run.work().git().leftBehind().stream()
                .filter(left -> here.filter(left::equals).isEmpty())
                .limit(MAX_LEFT)
                .forEach(left -> steps.add(
                        "Bring over what was left on machine %s, if it is still wanted, %s: commit and push it there %s."
                                .formatted(
                                        StoredText.name(String.valueOf(left.machine()), LENGTH),
                                        Drift.left(left),
                                        StoredText.cite(left.source()))));
    }

    /** The very one in which the work was done. */
    private static void checkout(PastRun run, List<String> steps) {
        var git = run.work().git();
        var here = run.destination().git();
        if (here != null && !Validity.of(run).differences().isEmpty()) {
            steps.add(
                    "See what has changed here since, before anything is committed or pushed: `git status --short --branch`, `git log --oneline -5` %s."
                            .formatted(StoredText.cite(here.source())));
            return;
        }
        conflicts(run, steps);
        uncommitted(run, steps);
        unpushed(git, steps);
        stashed(git, steps);
    }

    private static void conflicts(PastRun run, List<String> steps) {
        var git = run.work().git();
        if (!git.unmerged().isEmpty()) {
            steps.add("Resolve the merge conflicts in %s, then `git add` them %s."
                    .formatted(run.named(git.unmerged(), 0), StoredText.cite(git.source())));
        }
    }

    private static void uncommitted(PastRun run, List<String> steps) {
        var git = run.work().git();
        var paths = git.uncommitted().stream()
                .filter(path -> !run.changedBefore(path))
                .toList();
        if (paths.isEmpty()) {
            return;
        }
        var named = run.named(paths, git.uncommittedOmitted());
        var observed = git.observedAt();
        if (observed != null && !run.gitIsOutdated()) {
            steps.add("Commit what belongs of %s: git saw changes there at %s. `git add` it, then `git commit` %s."
                    .formatted(named, Ages.at(observed), StoredText.cite(git.source())));
            return;
        }
        var source = run.work().files().stream()
                .filter(file -> file.path().equals(paths.getFirst()))
                .map(WorkState.TouchedFile::source)
                .findFirst()
                .orElse(git.source());
        steps.add(
                "Commit what looks uncommitted: no commit was seen after changes to %s. See `git status --short`, then `git add` what belongs and `git commit` %s."
                        .formatted(named, StoredText.cite(source)));
    }

    private static void unpushed(WorkState.Git git, List<String> steps) {
        var ahead = git.ahead();
        var upstream = git.upstream();
        var unpushed = git.unpushed();
        if (upstream == null && git.branch() != null && unpushed != null && unpushed > 0) {
            steps.add(
                    "Push, if the user wants that, %s%s that no remote has: `git remote`, then `git push --set-upstream` to one of them %s."
                            .formatted(
                                    unpushed < MAX_UNPUSHED ? "" : "at least ",
                                    Counts.commits(unpushed),
                                    StoredText.cite(git.source())));
        }
        if (ahead == null || ahead == 0 || upstream == null) {
            return;
        }
        var behind = git.behind();
        steps.add("Push, if the user wants that, %s that %s does not have: %s`git push` %s."
                .formatted(
                        Counts.commits(ahead),
                        StoredText.name(upstream, LENGTH),
                        behind == null || behind == 0
                                ? ""
                                : "first `git pull`, for %s there that are not here, then "
                                        .formatted(Counts.commits(behind)),
                        StoredText.cite(git.source())));
    }

    private static void stashed(WorkState.Git git, List<String> steps) {
        var before = git.atStart() == null ? 0 : git.atStart().stashed();
        if (git.stashed() > before) {
            steps.add("Look at %s%s: `git stash list`, then `git stash pop` what is still wanted %s."
                    .formatted(
                            Counts.stashes(git.stashed()),
                            before == 0 ? "" : ", %d of them from before the work began".formatted(before),
                            StoredText.cite(git.source())));
        }
    }

    private static void goOn(WorkState work, List<String> steps) {
        var epic = work.currentEpic();
        var status = epic == null ? "" : epic.status().toLowerCase(Locale.ROOT);
        if (epic != null && status.equals("complete")) {
            steps.add("Epic %s is complete: create or merge its pull request, then start the next epic %s."
                    .formatted(StoredText.quote(epic.epicId(), LENGTH), StoredText.cite(epic.source())));
        }
        if (!status.equals("complete")) {
            continueWith(work, steps);
        }
        if (epic != null && status.equals("validation")) {
            steps.add("Epic %s is in validation: check its acceptance criteria %s."
                    .formatted(StoredText.quote(epic.epicId(), LENGTH), StoredText.cite(epic.source())));
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
        } else if (epic != null && epic.status().equals("implementation")) {
            steps.add("Continue with epic %s %s."
                    .formatted(StoredText.quote(epic.epicId(), LENGTH), StoredText.cite(epic.source())));
        }
    }

    private static void untested(PastRun run, List<String> steps) {
        var work = run.work();
        var tests = work.tests();
        if (tests != null && tests.failed() == 0 && run.editedSinceTests()) {
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
