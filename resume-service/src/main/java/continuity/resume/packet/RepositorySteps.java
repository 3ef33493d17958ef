package continuity.resume.packet;

import static continuity.resume.packet.NextSteps.LENGTH;

import continuity.contracts.WorkState;
import java.util.Comparator;
import java.util.List;

/** The steps with git: of the checkout in which the work was done, and what is to be had from others. */
final class RepositorySteps {

    private static final int MAX_LEFT = 1;

    /** Further the git hook does not count. */
    private static final int MAX_UNPUSHED = 1_000;

    private RepositorySteps() {}

    static void add(PastRun run, List<String> steps) {
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
            steps.add("Resolve the merge conflicts in %s, then `git add` them%s %s."
                    .formatted(
                            run.named(git.unmerged(), 0),
                            git.branch() == null ? ", and `git rebase --continue` if they are of a rebase" : "",
                            StoredText.cite(git.source())));
        }
    }

    private static void uncommitted(PastRun run, List<String> steps) {
        var git = run.work().git();
        var touched = run.work().files().stream()
                .filter(file -> file.edits() > 0)
                .map(WorkState.TouchedFile::path)
                .toList();
        var paths = git.uncommitted().stream()
                .filter(path -> !run.changedBefore(path))
                .sorted(Comparator.comparing(path -> !touched.contains(path)))
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
}
