package continuity.bench.resume;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.bench.resume.Told.Deduction;
import continuity.bench.resume.desk.Played;
import continuity.bench.resume.desk.Question;
import continuity.bench.resume.desk.State;
import continuity.bench.resume.desk.Step;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R58")
class DriftTest {

    private static final State BEFORE = state("1111111111", "a.js");
    private static final State NOW = state("2222222222", "a.js", "b.js");

    private static State state(String head, String... uncommitted) {
        return new State(
                new TreeMap<>(),
                null,
                "main",
                head,
                new TreeSet<>(List.of(uncommitted)),
                new TreeSet<>(),
                null,
                null,
                null,
                List.of());
    }

    private static Drift judged(Question question, State told, List<Deduction> deductions, String... drift) {
        return Drift.of(verdict(told, deductions, drift), question);
    }

    private static Verdict verdict(State told, List<Deduction> deductions, String... drift) {
        var played = new Played("", "", List.of(new Step("", 1, List.of(), NOW, false)), OptionalInt.of(2));
        var cut = new Cut(played, 0, OptionalInt.empty(), false);
        var shown = Place.within("/home/dev/shop", told);
        return Verdict.of(cut, "shop", new Told(shown, 90, deductions, List.of(drift)));
    }

    @Test
    void asItIsNowIsRight() {
        assertThat(judged(Question.COMMIT, NOW, List.of())).isEqualTo(Drift.RIGHT);
        assertThat(judged(Question.UNCOMMITTED, NOW, List.of())).isEqualTo(Drift.RIGHT);
    }

    @Test
    void driftMustNameWhatIsNew() {
        assertThat(judged(Question.COMMIT, BEFORE, List.of(), "Since then: commit 2222222."))
                .isEqualTo(Drift.TOLD);
        assertThat(judged(Question.UNCOMMITTED, BEFORE, List.of(), "Not seen before: b.js."))
                .isEqualTo(Drift.TOLD);
        assertThat(judged(Question.UNCOMMITTED, BEFORE, List.of(), "Uncommitted: a.js."))
                .isEqualTo(Drift.SILENT);
    }

    @Test
    void namedAsDriftItMisleadsNobodyWhoReadsTheWhole() {
        var named = verdict(BEFORE, List.of(), "Since then: commit 2222222.");

        assertThat(named.answers()).containsEntry(Question.COMMIT, false);
        assertThat(Drift.readAsAWhole(named).answers())
                .containsEntry(Question.COMMIT, true)
                .containsEntry(Question.UNCOMMITTED, false);
    }

    @Test
    void whoeverSaysThatItWasNotCheckedIsNotSilent() {
        assertThat(judged(Question.COMMIT, BEFORE, List.of(new Deduction(5, "not checked: whether it is still there"))))
                .isEqualTo(Drift.NOT_CHECKED);
        assertThat(judged(Question.COMMIT, BEFORE, List.of(new Deduction(5, "no checkpoint"))))
                .isEqualTo(Drift.SILENT);
    }
}
