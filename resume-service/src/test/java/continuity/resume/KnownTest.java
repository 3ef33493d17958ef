package continuity.resume;

import static continuity.resume.PastRuns.checkoutOn;
import static continuity.resume.PastRuns.event;
import static continuity.resume.fold.Records.at;
import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.FoldVersion;
import continuity.resume.fold.Records;
import continuity.resume.packet.Destination;
import continuity.resume.packet.Drift;
import continuity.resume.packet.Lag;
import continuity.resume.packet.NextSteps;
import continuity.resume.packet.Packet;
import continuity.resume.packet.PastRun;
import continuity.resume.packet.Summary;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the files are of work that went through several places. */
class KnownTest {

    private static final String FIRST = "shop-PS-000001";
    private static final String SECOND = "shop-PS-000002";
    private static final Destination LAPTOP = new Destination("laptop", "/home/dev/shop", "shop", null);

    /** At the laptop, with a file that git saw changed. */
    private static final Context WORKED = run(
            FIRST,
            "laptop",
            Evidence.of(Records.edit(2, "/home/dev/shop/a.js")),
            checkoutOn("laptop", 3, "main", "aaaaaaa1", "a.js"));

    private static Map<String, String> onServer(String head) {
        return Map.of("machine", "server", "directory", "/srv/server", "branch", "dev", "head", head);
    }

    private static Map<String, String> with(Map<String, String> some, String key, String value) {
        var all = new HashMap<>(some);
        all.put(key, value);
        return all;
    }

    private static Context run(String id, String machine, Evidence... readings) {
        return run(id, machine, machine.equals("laptop") ? "/home/dev/shop" : "/srv/" + machine, readings);
    }

    private static Context run(String id, String machine, String directory, Evidence... readings) {
        var instance = instance(id, machine, directory);
        var row = Evidence.of(Records.changed(instance, 1, at(0)));
        var evidence = Stream.of(readings).reduce(row, Evidence::join);
        return new Context(id, "shop", evidence, 1, FoldVersion.CURRENT, Condition.SOUND);
    }

    private static Instance instance(String id, String machine, String directory) {
        var some = Records.instance(InstanceStatus.STALE, null);
        return new Instance(
                id,
                some.project(),
                some.instanceType(),
                machine,
                some.status(),
                null,
                null,
                null,
                some.client(),
                some.clientSessionId(),
                directory,
                null,
                null,
                null,
                some.createdAt(),
                some.lastHeartbeat(),
                1,
                null,
                null,
                null,
                null);
    }

    private static PastRun resumedAt(Destination place, Context own, Context... ancestors) {
        return Known.of(own, List.of(ancestors))
                .pastRun(Objects.requireNonNull(own.instance()), Lag.of(0L, 0L, 0), at(60))
                .seenFrom(place, List.of());
    }

    @Test
    @Tag("R54")
    @Tag("R103")
    void workThatSomebodyElsewhereResumedWithoutTouchingItIsStillWhereItWas() {
        var lookedAt = run(SECOND, "server", event(1, "user_message", Map.of("text", "what was that about?")));

        var run = resumedAt(LAPTOP, lookedAt, WORKED);

        assertThat(Drift.of(run, at(60))).noneMatch(sentence -> sentence.contains("machine"));
        assertThat(NextSteps.of(run))
                .anyMatch(step -> step.startsWith("Commit what belongs of a.js"))
                .noneMatch(step -> step.startsWith("Bring over"));
        assertThat(Summary.of(run).hostMachine()).isEqualTo("laptop");
        assertThat(Packet.of(run, at(60)))
                .contains("- Session: project shop, on machine server, in “/srv/server”")
                .contains("- The files of its work are on machine laptop, in “/home/dev/shop”: where it ran itself it"
                        + " changed none [registry].");
    }

    @Test
    @Tag("R103")
    void whoGoesOnWhereItWasOnlyLookedAtIsToldToBringItOver() {
        var lookedAt = run(SECOND, "server", event(1, "user_message", Map.of("text", "what was that about?")));

        var run = resumedAt(new Destination("server", "/srv/server", "shop", null), lookedAt, WORKED);

        assertThat(Drift.of(run, at(60)))
                .contains("The work happened on machine laptop; this is server [registry].")
                .contains("On that machine only: uncommitted changes to a.js [%s event 3].".formatted(FIRST));
    }

    @Test
    @Tag("R103")
    void whatGitSaidToAnOnlookerElsewhereIsOfThatPlaceAlone() {
        var began = with(onServer("bbbbbbb2"), "hook", "SessionStart");
        var lookedAt = run(SECOND, "server", Evidence.of(Records.git(1, at(9), began, "other.js")));

        var run = resumedAt(LAPTOP, lookedAt, WORKED);

        assertThat(run.work().git().branch()).isEqualTo("main");
        assertThat(run.work().git().uncommitted()).containsExactly("/home/dev/shop/a.js");
        assertThat(run.work().files())
                .singleElement()
                .matches(file -> file.path().equals("/home/dev/shop/a.js"));
        assertThat(Drift.of(run, at(60))).noneMatch(sentence -> sentence.contains("server"));
    }

    private static Evidence gitOnServer(long sequence, Instant at, String head, String... changed) {
        return Evidence.of(Records.git(sequence, at, onServer(head), changed));
    }

    @Test
    @Tag("R103")
    void whatGitSaidToAnOnlookerInTheSamePlaceIsNewer() {
        var committed = Map.of("head", "ccccccc3");
        var lookedAt = run(SECOND, "laptop", Evidence.of(Records.git(1, at(9), committed)));

        var run = resumedAt(LAPTOP, lookedAt, WORKED);

        assertThat(run.work().git().head()).isEqualTo("ccccccc3");
        assertThat(run.work().git().uncommitted()).isEmpty();
    }

    @Test
    @Tag("R103")
    void whereAFileWasChangedLastTheWorkIsAndTheRestIsLeftBehind() {
        var wentOn = run(SECOND, "server", Evidence.of(Records.edit(20, "/srv/server/b.js")));

        var run = resumedAt(LAPTOP, wentOn, WORKED);

        assertThat(Drift.of(run, at(60)))
                .contains("The work happened on machine server; this is laptop [registry].")
                .contains("On that machine only: uncommitted changes to b.js [inferred from commands].")
                .contains("Left on machine laptop, in “/home/dev/shop”, on branch “main”, as of 2026-11-20T09:00:03Z:"
                        + " uncommitted changes to a.js [%s event 3].".formatted(FIRST));
        assertThat(Summary.of(run).files()).extracting(Summary.File::path).containsExactly("b.js", "a.js");
        assertThat(Summary.of(run).branch()).isEqualTo("main");
        assertThat(Packet.of(run, at(60))).doesNotContain("(on ", "where it ran itself");
        assertThat(NextSteps.of(run))
                .contains("Look at what was left here before it went on elsewhere, uncommitted changes to a.js: `git"
                        + " status --short --branch` [%s event 3].".formatted(FIRST));
    }

    @Test
    @Tag("R103")
    void aFileThatIsChangedInBothPlacesIsMerged() {
        var wentOn = run(SECOND, "server", Evidence.of(Records.edit(20, "/srv/server/a.js")));

        assertThat(NextSteps.of(resumedAt(LAPTOP, wentOn, WORKED)))
                .contains(
                        "Bring over what is only on the other machine, uncommitted changes to a.js: commit and push it"
                                + " there, and merge it, for there are other changes here to a.js [inferred from commands].");
    }

    @Test
    @Tag("R103")
    void onAThirdMachineTheWorkOfBothIsBroughtOver() {
        var wentOn = run(SECOND, "server", Evidence.of(Records.edit(20, "/srv/server/b.js")));
        var desk = new Destination("desk", "/srv/desk", "shop", null);

        assertThat(NextSteps.of(resumedAt(desk, wentOn, WORKED)))
                .anyMatch(step ->
                        step.startsWith("Bring over what is only on the other machine, uncommitted changes to b.js"))
                .contains("Bring over what was left on machine laptop, if it is still wanted, uncommitted changes to"
                        + " a.js: commit and push it there [%s event 3].".formatted(FIRST));
    }

    @Test
    @Tag("R103")
    void whatGitNeverSawIsLeftBehindTheSame() {
        var worked = run(FIRST, "laptop", Evidence.of(Records.edit(2, "/home/dev/shop/a.js")));
        var wentOn = run(SECOND, "server", Evidence.of(Records.edit(20, "/srv/server/b.js")));

        var run = resumedAt(LAPTOP, wentOn, worked);

        assertThat(run.work().git().uncommitted()).containsExactly("/srv/server/b.js");
        assertThat(Drift.of(run, at(60)))
                .contains("Left on machine laptop, in “/home/dev/shop”, as of 2026-11-20T09:00:02Z: uncommitted changes"
                        + " to a.js [%s command %s].".formatted(FIRST, Records.id(2)));
    }

    @Test
    @Tag("R103")
    void whatOnlyGitSawChangeIsAChangeToo() {
        var pulled = run(
                SECOND,
                "server",
                Evidence.of(Records.git(1, at(10), with(onServer("aaaaaaa1"), "hook", "SessionStart"))),
                gitOnServer(2, at(20), "aaaaaaa1", "migrated.js"));

        var run = resumedAt(LAPTOP, pulled, WORKED);

        assertThat(run.work().environment().hostMachine()).isEqualTo("server");
        assertThat(run.work().git().uncommitted()).containsExactly("/srv/server/migrated.js");
    }

    @Test
    @Tag("R103")
    void aCommitIsAChangeToo() {
        var committed = run(
                SECOND, "server", event(20, "commit_created", Map.of("commit_hash", "ccccccc3", "message", "Round")));

        assertThat(resumedAt(LAPTOP, committed, WORKED).work().environment().hostMachine())
                .isEqualTo("server");
    }

    @Test
    @Tag("R103")
    void whatWasCommittedInAnotherPlaceCommitsNothingHere() {
        var between = run(
                SECOND,
                "server",
                Evidence.of(Records.edit(20, "/srv/server/b.js")),
                event(21, "commit_created", Map.of("commit_hash", "ccccccc3", "message", "Round")));
        var wentOn = run(Records.ID, "laptop", Evidence.of(Records.edit(30, "/home/dev/shop/c.js")));

        var run = resumedAt(LAPTOP, wentOn, between, WORKED);

        assertThat(run.work().git().head()).isEqualTo("aaaaaaa1");
        assertThat(run.work().git().uncommitted())
                .containsExactlyInAnyOrder("/home/dev/shop/a.js", "/home/dev/shop/c.js");
        assertThat(Drift.of(run, at(60))).noneMatch(sentence -> sentence.startsWith("Left"));
    }

    @Test
    @Tag("R103")
    void ofTwoRunsThatOneGoesOnFromTheNewestChangeCounts() {
        var older = run(FIRST, "laptop", Evidence.of(Records.edit(2, "/home/dev/shop/a.js")));
        var newer = run(SECOND, "server", Evidence.of(Records.edit(20, "/srv/server/b.js")));
        var lookedAt = run(Records.ID, "desk");

        assertThat(resumedAt(LAPTOP, lookedAt, older, newer)
                        .work()
                        .environment()
                        .hostMachine())
                .isEqualTo("server");
        assertThat(resumedAt(LAPTOP, lookedAt, newer, older)
                        .work()
                        .environment()
                        .workingDirectory())
                .isEqualTo("/srv/server");
    }

    @Test
    @Tag("R103")
    void notesBesideTheWorkDoNotMoveIt() {
        var planned = run(SECOND, "server", Evidence.of(Records.write(20, "/home/mia/.claude/plans/x.md", "create")));

        assertThat(resumedAt(LAPTOP, planned, WORKED).work().environment().hostMachine())
                .isEqualTo("laptop");
    }

    @Test
    @Tag("R103")
    void aFileLiesInTheInnermostDirectoryThatSomebodyWorkedIn() {
        var beside = run(FIRST, "laptop", Evidence.of(Records.edit(2, "/srv/laptop-tree/a.js")));
        var lookedAt = run(SECOND, "laptop", "/srv/laptop-tree");

        var run = resumedAt(new Destination("laptop", "/srv/laptop-tree", "shop", null), lookedAt, beside);

        assertThat(run.work().environment().workingDirectory()).isEqualTo("/srv/laptop-tree");
        assertThat(run.work().git().uncommitted()).containsExactly("/srv/laptop-tree/a.js");
        assertThat(Drift.of(run, at(60))).noneMatch(sentence -> sentence.contains("director"));
    }

    @Test
    @Tag("R55")
    @Tag("R103")
    void aCheckpointOfWhoOnlyLookedFreezesNoWorkOfItsOwn() {
        var lookedAt = run(SECOND, "server", event(1, "user_message", Map.of("text", "what was that about?")));
        var frozen = Known.of(lookedAt, List.of(WORKED)).workState(at(60));
        var again = lookedAt.joined(Evidence.of(frozen, Records.checkpoint(1, at(60)), null));

        var run = resumedAt(LAPTOP, again, WORKED);

        assertThat(run.work().environment().hostMachine()).isEqualTo("laptop");
        assertThat(run.work().git())
                .isEqualTo(resumedAt(LAPTOP, lookedAt, WORKED).work().git());
    }
}
