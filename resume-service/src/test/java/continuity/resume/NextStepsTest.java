package continuity.resume;

import static continuity.resume.PastRuns.checkout;
import static continuity.resume.PastRuns.event;
import static continuity.resume.PastRuns.git;
import static continuity.resume.PastRuns.goingOn;
import static continuity.resume.PastRuns.run;
import static continuity.resume.fold.Records.at;
import static org.assertj.core.api.Assertions.assertThat;

import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.resume.packet.Destination;
import continuity.resume.packet.NextSteps;
import continuity.resume.packet.Packet;
import continuity.resume.packet.Summary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is to be done first, of made-up runs. */
class NextStepsTest {

    @Test
    @Tag("R59")
    void stepsComeInTheirOrderAndAreAtMostFive() {
        var steps = NextSteps.of(run(
                event(1, "user_message", Map.of("text", "x")),
                event(
                        2,
                        "test_failed",
                        Map.of("test_type", "node", "failed_count", 1, "failing", List.of("rounds up"))),
                event(3, "tool_use", Map.of("tool_name", "Bash", "command_id", "c", "target", "sleep 45")),
                Evidence.of(Records.bash(4, "npm run lint", false)),
                Evidence.of(Records.bash(5, "npm run build", false)),
                Evidence.of(Records.edit(6, "/home/dev/shop/a.js")),
                Evidence.of(Records.command(
                        7,
                        at(7),
                        "TodoWrite",
                        Map.of("todos", List.of(Map.of("content", "write docs", "status", "pending"))),
                        Map.of(),
                        true))));

        assertThat(steps).hasSize(NextSteps.MAX);
        assertThat(steps.get(0)).contains("rounds up", "[event 2]");
        assertThat(steps.get(1)).contains("still running", "[event 3]");
        assertThat(steps.get(2)).contains("npm run build");
        assertThat(steps.get(3)).contains("npm run lint");
        assertThat(steps.get(4)).contains("a.js", "`git status --short`");
    }

    @Test
    @Tag("R59")
    void nothingKnownGivesTheDefaults() {
        assertThat(NextSteps.of(run())).hasSize(4).last().asString().contains("Confirm the goal");
    }

    @Test
    @Tag("R59")
    void changesThatGitSawAreToBeCommittedAndCommitsToBePushed() {
        var run = run(git(3, 2, "src/a.js", "$(reboot).js"));

        assertThat(NextSteps.of(run))
                .containsExactly(
                        "Commit what belongs of src/a.js, “$(reboot).js”: git saw changes there at 2026-11-20T09:00:03Z."
                                + " `git add` it, then `git commit` [event 3].",
                        "Push, if the user wants that, 2 commits that origin/main does not have: `git push` [event 3].",
                        "Run the tests: files were changed and no test run was recorded [event 3].");
        assertThat(Packet.of(run, at(9)))
                .contains("- Branch: “main”, 2 ahead of and 0 behind “origin/main”; git was last asked at"
                        + " 2026-11-20T09:00:03Z [event 3]");
        assertThat(Summary.of(run).ahead()).isEqualTo(2);
    }

    @Test
    @Tag("R59")
    void aCleanRepositoryThatIsPushedAsksForNothing() {
        var run = run(Evidence.of(Records.edit(2, "/home/dev/shop/a.js")), git(3, 0));

        assertThat(NextSteps.of(run)).noneMatch(step -> step.contains("git "));
        assertThat(Summary.of(run).uncommitted()).isEmpty();
    }

    @Test
    @Tag("R103")
    void onAnotherMachineNothingIsToBeCommittedThatIsNotThere() {
        var run = run(checkout(3, "main", "aaaaaaa1", "a.js"))
                .seenFrom(new Destination("server", null, null, null), List.of());

        assertThat(NextSteps.of(run)).noneMatch(step -> step.startsWith("Commit"));
        assertThat(NextSteps.of(run))
                .contains(
                        "Bring over what is only on the other machine, uncommitted changes to a.js: commit and push it there,"
                                + " or copy it [event 3].");
    }

    @Test
    @Tag("R103")
    void whatIsOnlyOnTheOtherMachineIsToBeBroughtOverByWhoeverWorksOnAnotherProjectToo() {
        var run = run(checkout(3, "main", "aaaaaaa1", "a.js"))
                .seenFrom(new Destination("server", "/srv/cart", "cart", null), List.of());

        assertThat(NextSteps.of(run))
                .containsSubsequence(
                        "Go to where project shop is, “/home/dev/shop”, before anything is edited, committed or pushed"
                                + " [registry].",
                        "Bring over what is only on the other machine, uncommitted changes to /home/dev/shop/a.js:"
                                + " commit and push it there, or copy it [event 3].");
    }

    @Test
    @Tag("R58")
    void whereSomebodyWorkedOnThatIsLookedAtFirst() {
        var then = run(checkout(3, "main", "aaaaaaa1", "a.js"));

        assertThat(NextSteps.of(goingOn(then, "laptop", checkout(5, "main", "bbbbbbb2"))))
                .contains("See what has changed here since, before anything is committed or pushed: `git status --short"
                        + " --branch`, `git log --oneline -5` [event 5].")
                .noneMatch(step -> step.startsWith("Commit"));
    }

    @Test
    @Tag("R59")
    void aBranchThatNoRemoteHasIsToBePushed() {
        var run = run(Evidence.of(Records.git(1, Map.of("branch", "epic-003", "unpushed", 2))));

        assertThat(NextSteps.of(run))
                .containsExactly(
                        "Push, if the user wants that, 2 commits that no remote has: `git remote`, then `git push --set-upstream` to one of them"
                                + " [event 1].");
    }

    @Test
    @Tag("R59")
    void conflictsAreResolvedFirstAndOnNoBranchPerhapsTheRebaseGoesOn() {
        var conflict = List.of(Map.of("path", "a.js", "status", "UU"));
        var merge = new HashMap<String, Object>(Map.of("changed_count", 1, "changes", conflict));
        var detached = new HashMap<>(merge);
        detached.put("branch", null);

        assertThat(NextSteps.of(run(Evidence.of(Records.git(1, merge)))))
                .first()
                .isEqualTo("Resolve the merge conflicts in a.js, then `git add` them [event 1].");
        assertThat(NextSteps.of(run(Evidence.of(Records.git(1, detached)))))
                .first()
                .isEqualTo(
                        "Resolve the merge conflicts in a.js, then `git add` them, and `git rebase --continue` if they"
                                + " are of a rebase [event 1].");
    }

    @Test
    @Tag("R59")
    void whatWasThereBeforeIsNotOfferedAsWorkToFinish() {
        var atStart = Records.git(1, Map.of("hook", "SessionStart", "stashed", 1), "/home/dev/shop/notes.txt");
        var run = run(Evidence.of(atStart), event(2, "user_message", Map.of("text", "x")));

        assertThat(NextSteps.of(run)).noneMatch(step -> step.contains("git "));
        assertThat(Packet.of(run, at(9))).contains("notes.txt: modified, and was so before the work began");
    }

    @Test
    void whatTheUserHadNotAllowedYetIsNotToBeRunAgain() {
        var run = run(
                event(1, "tool_use", Map.of("tool_name", "Bash", "command_id", "c", "target", "./deploy.sh")),
                event(2, "input_requested", Map.of("message", "Claude needs your permission to use Bash")));

        assertThat(NextSteps.of(run))
                .contains(
                        "The session waited for its user: “Claude needs your permission to use Bash”. Ask the user before"
                                + " Bash “./deploy.sh” is run, which may not have been allowed yet [event 2].")
                .noneMatch(step -> step.contains("still running"));
    }

    @Test
    void testsThatFailedBeforeTheLastEditAreRunAgainFirst() {
        var failed = event(1, "test_failed", Map.of("test_type", "node", "failed_count", 1, "duration_seconds", 1));

        assertThat(NextSteps.of(run(failed, Evidence.of(Records.edit(2, "/home/dev/shop/a.js")))))
                .first()
                .asString()
                .startsWith("Run the tests again and fix what still fails; before the last edit: 1 failed");
    }

    @Test
    void testsThatPassedWithoutSayingHowManyAreNotFailing() {
        var failed = Map.<String, Object>of(
                "test_type", "gradle", "failed_count", 1, "failing", List.of("CartTest"), "command", "./gradlew test");
        var passed = run(
                event(1, "test_failed", failed),
                Evidence.of(Records.edit(2, "/home/dev/shop/a.js")),
                Evidence.of(Records.bash(3, "./gradlew test", true)));
        var perhaps = run(event(1, "test_failed", failed), Evidence.of(Records.bash(2, "./gradlew test | tail", true)));

        assertThat(NextSteps.of(passed)).noneMatch(step -> step.contains("tests"));
        assertThat(Packet.of(passed, at(9))).contains("and without figures they passed since");
        assertThat(NextSteps.of(perhaps)).first().asString().contains("CartTest");
    }

    @Test
    void testsThatWereOnlyStartedInTheBackgroundHaveNotPassed() {
        var failed = Map.<String, Object>of(
                "test_type", "node", "failed_count", 1, "failing", List.of("rounds up"), "command", "npm test");
        var run = run(
                event(1, "test_failed", failed),
                Evidence.of(Records.command(2, at(2), "Bash", Map.of("command", "npm test"), Map.of(), null)));

        assertThat(NextSteps.of(run)).first().asString().contains("Fix the failing tests", "rounds up");
        assertThat(Packet.of(run, at(9))).contains("- how it ended is not known: Bash “npm test”");
    }

    /** Of one test that failed, and of what came after it, whether it is still to be fixed. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            npm test                    => npm test                                  => false
            npm test                    => npm test &                                => true
            npm test                    => npm test > out.txt 2>&1 &                 => true
            npm test                    => (npm test > out.txt) &                    => true
            npm test                    => npm test; exit 0                          => true
            npm test                    => npm run lint && npm test                  => false
            npm test                    => npm test -- cart                          => true
            cd packages/a && npm test   => cd packages/b && npm test                 => true
            cd packages/a && npm test   => cd packages/a && npm test                 => false
            """)
    void testsHavePassedOnlyWhereTheSameIsKnownToHaveSucceeded(String failed, String line, boolean toBeFixed) {
        var run = run(failing(failed), Evidence.of(Records.bash(2, line, true)));

        assertThat(NextSteps.of(run).stream().anyMatch(step -> step.contains("1 failed, 0 passed; “rounds up”")))
                .isEqualTo(toBeFixed);
    }

    @Test
    void thatTestsPassedIsNotForgottenAndWhatIsEditedLaterIsToBeTested() {
        var later = IntStream.range(3, 40).mapToObj(i -> Evidence.of(Records.bash(i, "ls " + i, true)));
        var passed = Stream.of(failing("npm test"), Evidence.of(Records.bash(2, "npm test > out.txt", true)));
        var edited = Evidence.of(Records.edit(50, "/home/dev/shop/a.js"));

        assertThat(NextSteps.of(run(Stream.concat(Stream.concat(passed, later), Stream.of(edited)))))
                .anyMatch(step -> step.startsWith("Run the tests again: they passed before the last edit"))
                .noneMatch(step -> step.contains("still fails") || step.contains("Fix"));
    }

    private static Evidence failing(String command) {
        return event(
                1,
                "test_failed",
                Map.of("test_type", "node", "failed_count", 1, "failing", List.of("rounds up"), "command", command));
    }

    @Test
    void testsFromBeforeTheLastEditAreToBeRunAgain() {
        var passed = event(1, "test_passed", Map.of("test_type", "node", "passed_count", 3, "failed_count", 0));
        var run = run(passed, Evidence.of(Records.edit(2, "/home/dev/shop/a.js")));

        assertThat(Packet.of(run, at(9)))
                .contains("3 passed, 0 failed (node), 2026-11-20T09:00:01Z, before the last edit");
        assertThat(NextSteps.of(run)).contains("Run the tests again: they passed before the last edit [event 1].");
        assertThat(NextSteps.of(run(passed))).noneMatch(step -> step.contains("again"));
    }

    @Test
    @Tag("R59")
    void tooLittleCoverageIsToBeImproved() {
        var tests = Map.<String, Object>of("test_type", "jest", "passed_count", 3, "failed_count", 0);
        var covered = new HashMap<>(tests);
        covered.put("coverage_percent", 41.2);

        assertThat(NextSteps.of(run(event(1, "test_passed", covered))))
                .containsExactly("Cover more by tests: they reach 41 % of the code, and 80 % is the aim [event 1].");
        covered.put("coverage_percent", 80);
        assertThat(NextSteps.of(run(event(1, "test_passed", covered)))).noneMatch(step -> step.contains("Cover"));
    }

    @Test
    void aTestRunThatFailedIsObsoleteOnceMoreOfTheTestsHavePassed() {
        var passed = Map.<String, Object>of(
                "test_type", "pytest", "passed_count", 2, "failed_count", 0, "command", "python3 -m pytest -q");
        var run = run(
                Evidence.of(Records.bash(1, "python3 -m pytest test_r.py", false)),
                Evidence.of(Records.bash(2, "python3 build.py", false)),
                event(3, "test_passed", passed));

        assertThat(NextSteps.of(run)).noneMatch(step -> step.contains("pytest"));
        assertThat(NextSteps.of(run)).anyMatch(step -> step.contains("“python3 build.py”"));
    }

    @Test
    void aSearchThatFoundNothingIsNothingToLookAt() {
        var run = run(
                Evidence.of(Records.bash(1, "ls src && grep -n total src/cart.py", false)),
                Evidence.of(Records.bash(2, "grep -q total src/cart.py && python3 build.py", false)));

        assertThat(NextSteps.of(run)).noneMatch(step -> step.contains("ls src"));
        assertThat(NextSteps.of(run)).anyMatch(step -> step.contains("python3 build.py"));
    }

    @Test
    void ofAMergeConflictGitTellsWhatIsLeft() {
        var merge = Records.command(
                1, at(1), "Bash", Map.of("command", "git merge x"), "Exit code 1\nCONFLICT (content): in a.js", false);

        assertThat(NextSteps.of(run(Evidence.of(merge)))).anyMatch(step -> step.contains("git merge x"));
        assertThat(NextSteps.of(run(Evidence.of(merge), Evidence.of(Records.git(2, Map.of())))))
                .noneMatch(step -> step.contains("git merge x"));
    }

    @Test
    void theFailingTestsAreToldOnce() {
        var line = "npm test";
        var run = run(
                Evidence.of(Records.bash(1, line, false)),
                event(
                        2,
                        "test_failed",
                        Map.of("test_type", "node", "failed_count", 1, "duration_seconds", 1, "command", line)),
                Evidence.of(Records.bash(3, "npm run build", false)));

        assertThat(NextSteps.of(run)).noneMatch(step -> step.contains("“npm test”"));
        assertThat(NextSteps.of(run)).anyMatch(step -> step.contains("“npm run build”"));
    }

    @Test
    void theFirstRequestIsToldToWhoeverOnlySaidYesSince() {
        var run = run(
                event(1, "user_message", Map.of("text", "Implement the CSV export")),
                event(2, "user_message", Map.of("text", "yes")));

        assertThat(NextSteps.of(run))
                .containsExactly("Continue with the request that was being worked on: “yes” [event 2], after"
                        + " “Implement the CSV export” [event 1].");
    }
}
