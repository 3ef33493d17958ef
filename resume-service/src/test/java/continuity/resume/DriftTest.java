package continuity.resume;

import static continuity.resume.PastRuns.LAPTOP;
import static continuity.resume.PastRuns.checkout;
import static continuity.resume.PastRuns.event;
import static continuity.resume.PastRuns.git;
import static continuity.resume.PastRuns.goingOn;
import static continuity.resume.PastRuns.reasons;
import static continuity.resume.PastRuns.run;
import static continuity.resume.fold.Records.at;
import static org.assertj.core.api.Assertions.assertThat;

import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.resume.packet.Citation;
import continuity.resume.packet.Destination;
import continuity.resume.packet.Drift;
import continuity.resume.packet.NextSteps;
import continuity.resume.packet.OtherWork;
import continuity.resume.packet.Packet;
import continuity.resume.packet.PastRun;
import continuity.resume.packet.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may no longer be as the state of a made-up run says. */
class DriftTest {

    @Test
    @Tag("R61")
    @Tag("R103")
    void driftNamesAgeMachineAndDirectory() {
        var run = run(event(1, "user_message", Map.of("text", "x")));
        var there = new Destination("server", "/srv/shop", null, null);

        assertThat(Drift.of(run.seenFrom(there, List.of()), at(1).plus(Duration.ofHours(3))))
                .anySatisfy(sentence -> assertThat(sentence).contains("3 h old", "[event 1]"))
                .anySatisfy(sentence -> assertThat(sentence).contains("machine laptop", "this is server"))
                .anySatisfy(sentence -> assertThat(sentence).contains("“/home/dev/shop”", "“/srv/shop”"));
        assertThat(Drift.of(run, at(1).plus(Duration.ofHours(1)))).noneMatch(sentence -> sentence.contains("old ("));
    }

    @Test
    @Tag("R103")
    void whatIsInNoCommitOrNotPushedIsOnTheOtherMachine() {
        assertThat(driftOnServer(git(3, 1))).contains("On that machine only: 1 commit not pushed [event 3].");
        assertThat(driftOnServer(git(3, 2, "a.js")))
                .contains("On that machine only: uncommitted changes to a.js and 2 commits not pushed [event 3].");
        assertThat(driftOnServer(Evidence.of(Records.edit(2, "/home/dev/shop/a.js"))))
                .contains("On that machine only: uncommitted changes to a.js [inferred from commands].");
    }

    @Test
    @Tag("R103")
    void aCleanRepositoryThatIsPushedHasNothingOnTheOtherMachine() {
        assertThat(driftOnServer(git(3, 0)))
                .contains("The work happened on machine laptop; this is server [registry].")
                .noneMatch(sentence -> sentence.contains("only"));
    }

    private static List<String> driftOnServer(Evidence evidence) {
        return Drift.of(run(evidence).seenFrom(new Destination("server", null, null, null), List.of()), at(9));
    }

    @Test
    @Tag("R103")
    void withADirectoryOfTheCallersOwnPathsAreMappedAndCostNothing() {
        var server = new Destination("server", "C:\\work\\shop", null, null);
        var run = run(
                        Evidence.of(Records.edit(2, "/home/dev/shop/src/a.js")),
                        Evidence.of(Records.edit(3, "/etc/hosts")))
                .seenFrom(server, List.of());

        assertThat(Drift.of(run, at(9)))
                .contains("What was in “/home/dev/shop” is here in “C:\\work\\shop”: relative paths below are of that"
                        + " directory, absolute ones of the old machine [registry].");
        assertThat(Packet.of(run, at(9)))
                .contains("- src/a.js: modified")
                .contains("- /etc/hosts (on laptop): modified");
        assertThat(Citation.of(run))
                .extracting(Citation::statement)
                .contains("modified src/a.js", "modified /etc/hosts (on laptop)");
        assertThat(NextSteps.of(run)).anyMatch(step -> step.contains("/etc/hosts (on laptop), src/a.js"));
        assertThat(Summary.of(run).continuedIn()).isEqualTo("C:\\work\\shop");
        assertThat(reasons(run)).noneMatch(reason -> reason.contains("mapping"));
    }

    @Test
    @Tag("R103")
    void anotherMachineWithoutADirectoryHasNoMapping() {
        var run = run(Evidence.of(Records.edit(2, "/etc/hosts")))
                .seenFrom(new Destination("server", null, null, null), List.of());

        assertThat(reasons(run)).contains("another machine, and no mapping of its paths");
        assertThat(Packet.of(run, at(9))).contains("- /etc/hosts: modified");
    }

    @Test
    @Tag("R103")
    void whatIsOnAnotherMachineOnlyIsDriftForWhoeverComesAfter() {
        var left = Evidence.of(Records.git(1, Map.of("ahead", 1), "a.js"));
        var here = Evidence.of(Records.git(2, Map.of("machine", "server")));

        assertThat(Drift.of(run(left, here), at(9)))
                .contains("Left on machine laptop, in “/home/dev/shop”, on branch “main”, as of 2026-11-20T09:00:01Z:"
                        + " uncommitted changes to a.js and 1 commit not pushed [event 1].");
    }

    private static PastRun goingOnInCart(PastRun run, String head) {
        var git = Evidence.of(Records.git(
                5,
                Map.of(
                        "head",
                        head,
                        "commits",
                        List.of(Map.of("hash", head, "message", "m")),
                        "directory",
                        "/home/dev/cart")));
        var cart = new Destination(
                "laptop", "/home/dev/cart", "cart", git.repository().observed().seen());
        return run.seenFrom(cart, List.of());
    }

    @Test
    @Tag("R103")
    void theDirectoryOfWhoeverWorksOnAnotherProjectIsNotWhereTheFilesAre() {
        var then = run(checkout(3, "main", "aaaaaaa1"), Evidence.of(Records.edit(4, "/home/dev/shop/src/a.js")));

        var run = goingOnInCart(then, "ccccccc3");

        assertThat(Drift.of(run, at(9)))
                .contains("This is work of project shop, in “/home/dev/shop”; whoever goes on with it works on project"
                        + " cart, in “/home/dev/cart”. Go there first [registry].")
                .noneMatch(sentence -> sentence.startsWith("What was in") || sentence.contains("git said"));
        assertThat(reasons(run)).anyMatch(reason -> reason.startsWith("not checked"));
        assertThat(NextSteps.of(run))
                .contains(
                        "Go to where project shop is, “/home/dev/shop”, before anything is edited, committed or pushed"
                                + " [registry].")
                .noneMatch(step -> step.contains("git add"));
        assertThat(Packet.of(run, at(9))).contains("/home/dev/shop/src/a.js");
    }

    @Test
    @Tag("R103")
    void whatIsInNoCommitIsInTheOtherWorktreeOnly() {
        var then = run(checkout(3, "main", "aaaaaaa1", "a.js"));

        var run = goingOnInCart(then, "aaaaaaa1");

        assertThat(Drift.of(run, at(9)))
                .contains("In the other directory only: uncommitted changes to a.js [event 3].");
        assertThat(NextSteps.of(run))
                .contains(
                        "Bring over what is only in the other directory, uncommitted changes to a.js: commit it there,"
                                + " or copy it [event 3].")
                .noneMatch(step -> step.startsWith("Commit"));
        assertThat(Drift.of(goingOn(then, "laptop", checkout(5, "main", "aaaaaaa1", "a.js")), at(9)))
                .noneMatch(sentence -> sentence.contains("other directory"));
    }

    @Test
    @Tag("R103")
    void anotherCheckoutOfTheSameRepositoryIsNoOtherProject() {
        var then = run(checkout(3, "main", "aaaaaaa1"));

        assertThat(Drift.of(goingOnInCart(then, "aaaaaaa1"), at(9)))
                .contains("What was in “/home/dev/shop” is here in “/home/dev/cart”: relative paths below are of that"
                        + " directory [registry].")
                .noneMatch(sentence -> sentence.contains("project cart"));
    }

    @Test
    @Tag("R103")
    void workOfOthersSinceThenIsDriftWithItsSource() {
        var other = new OtherWork(
                "shop-PS-00beef",
                "desktop",
                "/srv/shop",
                "main",
                List.of("a.js", "b.js", "c c.js", "d.js"),
                at(7),
                "event 12");

        assertThat(Drift.of(run().seenFrom(LAPTOP, List.of(other)), at(9)))
                .contains("shop-PS-00beef has worked since then on machine desktop, in “/srv/shop”, on the same branch,"
                        + " “main” and in the same files, a.js, b.js, “c c.js” and 1 more, until 2026-11-20T09:00:07Z"
                        + " [shop-PS-00beef event 12].");
    }
}
