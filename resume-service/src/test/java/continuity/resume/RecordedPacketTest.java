package continuity.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import continuity.contracts.InstanceStatus;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.resume.packet.Confidence;
import continuity.resume.packet.Destination;
import continuity.resume.packet.Lag;
import continuity.resume.packet.NextSteps;
import continuity.resume.packet.Packet;
import continuity.resume.packet.PastRun;
import continuity.resume.packet.Summary;
import continuity.testkit.PlantedSecrets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person finds in the packets of two recorded sessions: one that did its work, one that was killed. */
class RecordedPacketTest {

    private static final Destination DESKTOP = new Destination("desktop", "/home/dev/shop", null, null);

    private static PastRun run(Evidence evidence, Instant now) {
        var context = new Context(Records.ID, "shop", evidence, 1, 1, Condition.SOUND);
        return Known.of(context, List.of())
                .pastRun(Objects.requireNonNull(context.instance()), Lag.of(0L, 0L, 0), now)
                .seenFrom(DESKTOP, List.of());
    }

    private static PastRun normal() {
        var end = Instant.parse("2026-11-20T09:45:22.870Z");
        return run(
                RecordedRun.evidence("01-normal-headless", InstanceStatus.CLOSED, "other", end), end.plusSeconds(720));
    }

    private static PastRun killed() {
        var end = Instant.parse("2026-11-20T09:55:40Z");
        return run(RecordedRun.evidence("03-killed-mid-tool", InstanceStatus.STALE, null, end), end.plusSeconds(720));
    }

    @Test
    @Tag("R56")
    void aNormalRunIsToldWithFilesTestsCommitAndWhatFailed() {
        var run = normal();
        var packet = Packet.of(run, Instant.parse("2026-11-20T09:57:22Z"));

        assertThat(packet)
                .contains("src/checkout.js: created", "src/cart.js: created", "deploy/deploy_key: created")
                .contains("deploy/deploy_key: created, no commit seen since")
                .contains("2 passed, 0 failed (node")
                .contains("3f2db88 “Add checkout()”")
                .contains("connect failed")
                .contains("port 9")
                .contains("on machine laptop")
                .contains("this is desktop")
                .doesNotContain("npm test 2>&1 | tail -40")
                .hasSizeLessThanOrEqualTo(Packet.MAX_LENGTH);
    }

    @Test
    @Tag("R51")
    void aHeadlessRunThatEndedAfterItsTurnIsFinishedAndThePacketSaysSo() {
        assertThat(normal().finished()).isTrue();
        assertThat(Packet.of(normal(), Instant.parse("2026-11-20T09:57:22Z"))).contains("This run is *finished*");
    }

    @Test
    void theSummaryOfANormalRunHoldsItsValues() {
        var summary = Summary.of(normal());

        assertThat(summary.files())
                .extracting(Summary.File::path)
                .containsExactly(
                        ".env",
                        "deploy/deploy_key",
                        "src/checkout.js",
                        "src/cart.js",
                        ".gitignore",
                        "test/cart.test.js",
                        "package.json");
        assertThat(summary.lastCommit())
                .extracting(commit -> commit == null ? "" : commit.hash())
                .isEqualTo("3f2db88");
        assertThat(summary.todos()).extracting(todo -> todo.status()).containsExactly("completed");
        assertThat(summary.failingCommand())
                .extracting(error -> error == null ? "" : error.target())
                .asString()
                .startsWith("printf");
        assertThat(summary.uncommitted()).containsExactly("deploy/deploy_key");
    }

    @Test
    @Tag("R59")
    void aKilledRunIsToldWithTheCommandThatWasStillRunning() {
        var run = killed();

        assertThat(run.finished()).isFalse();
        assertThat(Summary.of(run).files())
                .extracting(Summary.File::path, Summary.File::status)
                .containsExactly(tuple("src/cart.js", "modified"), tuple("migrations/001_discounts.sql", "created"));
        assertThat(NextSteps.of(run))
                .first()
                .asString()
                .contains("Bash “echo migrating; sleep 45; echo migrated”")
                .contains("check whether it finished, then run it again");
    }

    @Test
    @Tag("R27")
    void noSecretOfTheRunIsInItsPacket() {
        assertThat(Packet.of(normal(), Instant.parse("2026-11-20T09:57:22Z")))
                .doesNotContain(PlantedSecrets.all().values());
    }

    @Test
    @Tag("R57")
    void confidenceIsItemised() {
        var confidence = Confidence.of(killed(), Instant.parse("2026-11-20T10:07:40Z"));

        assertThat(confidence.score()).isEqualTo(95);
        assertThat(confidence.level()).isEqualTo("high");
        assertThat(confidence.deductions().stream()
                        .mapToInt(Confidence.Deduction::points)
                        .sum())
                .isEqualTo(5);
    }
}
