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

    private static Context run(String id, String machine, Evidence... readings) {
        var instance = onMachine(id, machine);
        var row = Evidence.of(Records.changed(instance, 1, at(0)));
        var evidence = Stream.of(readings).reduce(row, Evidence::join);
        return new Context(id, "shop", evidence, 1, FoldVersion.CURRENT, Condition.SOUND);
    }

    private static Instance onMachine(String id, String machine) {
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
                machine.equals("laptop") ? "/home/dev/shop" : "/srv/" + machine,
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
        assertThat(Packet.of(run, at(60))).contains("- Session: project shop, on machine server, in “/srv/server”");
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
        var elsewhere = Map.of("machine", "server", "directory", "/srv/server", "branch", "dev", "head", "bbbbbbb2");
        var lookedAt = run(SECOND, "server", Evidence.of(Records.git(1, at(9), elsewhere, "other.js")));

        var run = resumedAt(LAPTOP, lookedAt, WORKED);

        assertThat(run.work().git().branch()).isEqualTo("main");
        assertThat(run.work().git().uncommitted()).containsExactly("/home/dev/shop/a.js");
        assertThat(run.work().files())
                .singleElement()
                .matches(file -> file.path().equals("/home/dev/shop/a.js"));
        assertThat(Drift.of(run, at(60)))
                .contains("On machine server in “/srv/server”, with branch “dev” checked out, git last saw uncommitted"
                        + " changes to other.js at 2026-11-20T09:00:09Z [event 1].");
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
                .anyMatch(sentence -> sentence.startsWith(
                        "On machine laptop in “/home/dev/shop”, with branch “main” checked out, git last saw"
                                + " uncommitted changes to a.js at"));
    }
}
