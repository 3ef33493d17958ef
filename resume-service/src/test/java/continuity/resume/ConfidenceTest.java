package continuity.resume;

import static continuity.resume.PastRuns.event;
import static continuity.resume.PastRuns.git;
import static continuity.resume.PastRuns.reasons;
import static continuity.resume.PastRuns.run;
import static continuity.resume.PastRuns.with;
import static continuity.resume.fold.Records.at;
import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.InstanceStatus;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.FoldVersion;
import continuity.resume.fold.Records;
import continuity.resume.packet.Basis;
import continuity.resume.packet.Confidence;
import continuity.resume.packet.Lag;
import continuity.resume.packet.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far made-up runs are to be trusted. */
class ConfidenceTest {

    @ParameterizedTest
    @Tag("R57")
    @CsvSource({
        "10, 95, high",
        "59, 95, high",
        "60, 90, high",
        "90, 85, moderate",
        "120, 80, moderate",
        "150, 75, moderate",
        "210, 65, low",
        "9999, 65, low"
    })
    void confidenceFallsWithEachFurtherHalfHour(long minutes, int score, String level) {
        var run = run(event(1, "user_message", Map.of("text", "x")));
        var confidence = Confidence.of(run, at(1).plus(Duration.ofMinutes(minutes)));

        assertThat(confidence.score()).isEqualTo(score);
        assertThat(confidence.level()).isEqualTo(level);
        assertThat(confidence.warning() != null).isEqualTo(score < 80);
    }

    @Test
    @Tag("R57")
    void aGapCostsTwentyPointsWhateverACheckpointSays() {
        var first = event(1, "user_message", Map.of("text", "x"));
        var fifth = event(5, "turn_ended", Map.of("outcome", "completed"));
        var checkpoint = Evidence.of(Records.checkpoint(1, at(6)));

        assertThat(Confidence.of(run(first, fifth), at(9)).score()).isEqualTo(62);
        assertThat(Confidence.of(run(first, fifth, checkpoint), at(9)).score()).isEqualTo(62);
        assertThat(Confidence.of(run(first, checkpoint), at(9)).score()).isEqualTo(97);
        assertThat(Confidence.of(run(), at(9)).score()).isEqualTo(37);
        assertThat(Confidence.of(run(Evidence.of(Records.bash(1, "ls", true))), at(9))
                        .score())
                .isEqualTo(67);
    }

    @Test
    @Tag("R57")
    @Tag("R105")
    void whatWasInheritedIsNoFirmerThanItWas() {
        var before = context(
                "shop-PS-000001", event(1, "user_message", Map.of("text", "x")), event(5, "turn_ended", Map.of()));
        var own = context(Records.ID, event(1, "user_message", Map.of("text", "resume")));
        var instance = Records.instance(InstanceStatus.STALE, null);

        var run = Known.of(own, List.of(before)).pastRun(instance, Lag.of(0L, 0L, 0), at(9));

        assertThat(reasons(run))
                .contains("rests on records only, not from the registration on; no checkpoint")
                .contains("3 events are missing in the sequence");
    }

    private static Context context(String id, Evidence... readings) {
        var row = Evidence.of(Records.changed(Records.instance(InstanceStatus.STALE, null), 1, at(0)));
        var evidence = Stream.of(readings).reduce(row, Evidence::join);
        return new Context(id, "shop", evidence, 1, FoldVersion.CURRENT, Condition.SOUND);
    }

    @Test
    @Tag("R57")
    void gitThatWasAskedAfterTheLastEditCostsNothing() {
        var edit = Evidence.of(Records.edit(2, "/home/dev/shop/a.js"));

        assertThat(reasons(run(edit))).anyMatch(reason -> reason.startsWith("git state unknown"));
        assertThat(reasons(run(git(1, 0), edit))).contains("git state is older than the last edit");
        assertThat(reasons(run(edit, git(3, 0)))).noneMatch(reason -> reason.startsWith("git state"));
    }

    @Test
    @Tag("R57")
    void aLaggingProjectionIsToldAndCostsTwentyPoints() {
        var run = run(event(1, "user_message", Map.of("text", "x")));

        assertThat(reasons(with(run, Lag.of(7L, 1L, 1)))).contains("projection lagging: 7 records are not read yet");
        assertThat(reasons(with(run, Lag.of(0L, 44L, 41))))
                .contains("projection lagging: the newest event is 44, the newest that was read is 41");
        assertThat(Confidence.of(with(run, Lag.of(1L, 1L, 1)), at(9)).score()).isEqualTo(75);
        assertThat(Packet.of(with(run, Lag.of(1L, 1L, 1)), at(9)))
                .contains("−20 projection lagging: 1 record is not read yet");
    }

    @Test
    @Tag("R57")
    void aLagThatNobodyToldIsSaidToBeUnchecked() {
        var run = run(event(1, "user_message", Map.of("text", "x")));

        assertThat(reasons(with(run, Lag.of(null, null, 1))))
                .contains("not checked: whether all records are read: Kafka did not answer");
        assertThat(reasons(with(run, Lag.of(0L, null, 1))))
                .contains("not checked: whether all records are read: the command log did not answer");
        assertThat(Confidence.of(with(run, Lag.of(null, 1L, 1)), at(9)).score()).isEqualTo(90);
    }

    @Test
    void repairsOfManyStatesAreSummedUp() {
        var run = run(event(1, "user_message", Map.of("text", "x")));
        var repairs = IntStream.range(0, 100)
                .mapToObj(i -> new Confidence.Deduction(5, "the state of run %d was unreadable".formatted(i)))
                .toList();
        var basis = new Basis(run.basis().kind(), 0, run.basis().lag(), repairs);

        assertThat(reasons(with(run, basis)))
                .contains("the state of run 0 was unreadable", "97 more repairs of the states it goes on from")
                .hasSizeLessThan(10);
        assertThat(Confidence.of(with(run, basis), at(9)).deductions())
                .extracting(Confidence.Deduction::points)
                .contains(485);
    }
}
