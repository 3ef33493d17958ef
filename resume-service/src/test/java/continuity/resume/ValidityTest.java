package continuity.resume;

import static continuity.resume.PastRuns.checkout;
import static continuity.resume.PastRuns.checkoutOn;
import static continuity.resume.PastRuns.event;
import static continuity.resume.PastRuns.goingOn;
import static continuity.resume.PastRuns.reasons;
import static continuity.resume.PastRuns.run;
import static continuity.resume.fold.Records.at;
import static org.assertj.core.api.Assertions.assertThat;

import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.resume.packet.Confidence;
import continuity.resume.packet.Drift;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Made-up runs beside what git says where they go on. */
class ValidityTest {

    @Test
    @Tag("R58")
    void aRepositoryThatIsAsItWasLeftCostsNothing() {
        var then = run(checkout(3, "main", "aaaaaaa1", "a.js"));

        var now = goingOn(then, "laptop", checkout(5, "main", "aaaaaaa1", "a.js"));

        assertThat(reasons(now)).noneMatch(reason -> reason.startsWith("not checked"));
        assertThat(Drift.of(now, at(9))).noneMatch(sentence -> sentence.contains("git said"));
        assertThat(Confidence.of(now, at(9)).score())
                .isGreaterThan(Confidence.of(then, at(9)).score());
    }

    @Test
    @Tag("R58")
    void whatIsNoLongerSoIsToldAndCostsPoints() {
        var then = run(checkout(3, "main", "aaaaaaa1", "a.js", "b.js"));

        var now = goingOn(then, "laptop", checkout(5, "main", "bbbbbbb2", "b.js", "c.js"));

        assertThat(reasons(now))
                .contains(
                        "another branch or commit is checked out where this goes on",
                        "uncommitted changes are no longer there");
        assertThat(Drift.of(now, at(9)))
                .contains(
                        "Where this goes on, as git said at 2026-11-20T09:00:05Z, commit bbbbbbb2 is checked out, not"
                                + " aaaaaaa1 [event 5].",
                        "Where this goes on, as git said at 2026-11-20T09:00:05Z, there are changes since then to c.js"
                                + " [event 5].",
                        "Where this goes on, as git said at 2026-11-20T09:00:05Z, there are no changes left to a.js:"
                                + " committed or undone since [event 5].");
    }

    @Test
    @Tag("R58")
    void aCommitThatIsKnownByTheBeginningOfItsHashIsTheSame() {
        var then = run(
                checkout(3, "main", "aaaaaaa1", "a.js"),
                Evidence.of(Records.bash(4, "git commit -am x", true)),
                event(5, "commit_created", Map.of("commit_hash", "bbbbbbb", "message", "x")));

        var now = goingOn(then, "laptop", checkout(7, "main", "bbbbbbb2"));

        assertThat(Drift.of(now, at(9))).noneMatch(sentence -> sentence.contains("git said"));
    }

    @Test
    @Tag("R58")
    void whatGitNeverShowedIsNotMissed() {
        var then = run(checkout(3, "main", "aaaaaaa1"), Evidence.of(Records.write(4, "/tmp/plan.md", "create")));

        var now = goingOn(then, "laptop", checkout(5, "main", "aaaaaaa1"));

        assertThat(Drift.of(now, at(9))).noneMatch(sentence -> sentence.contains("git said"));
    }

    @Test
    @Tag("R58")
    void inAnotherDirectoryUncommittedChangesAreNotCompared() {
        var then = run(checkout(3, "main", "aaaaaaa1", "a.js"));
        var worktree = Evidence.of(Records.git(5, Map.of("directory", "/home/dev/shop-wt")));

        assertThat(reasons(goingOn(then, "laptop", worktree)))
                .contains("not checked: whether the uncommitted changes are still where they were");
    }

    @Test
    @Tag("R58")
    void anotherMachineIsNotExpectedToHaveWhatWasNeverCommitted() {
        var then = run(checkout(3, "epic-003", "aaaaaaa1", "a.js"));

        var same = goingOn(then, "server", checkoutOn("server", 5, "epic-003", "aaaaaaa1"));
        var other = goingOn(then, "server", checkoutOn("server", 5, "main", "aaaaaaa1"));

        assertThat(reasons(same)).noneMatch(reason -> reason.contains("no longer there"));
        assertThat(Drift.of(other, at(9)))
                .contains("Where this goes on, as git said at 2026-11-20T09:00:05Z, branch “main” is checked out, not"
                        + " branch “epic-003” [event 5].");
    }

    @Test
    @Tag("R58")
    void whatGitSaidBeforeTheWorkEndedIsNoCheck() {
        var then = run(checkout(3, "main", "aaaaaaa1"), event(7, "user_message", Map.of("text", "x")));

        assertThat(reasons(goingOn(then, "laptop", checkout(5, "main", "aaaaaaa1"))))
                .anyMatch(reason -> reason.startsWith("not checked"));
    }
}
