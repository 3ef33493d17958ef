package continuity.bench.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import continuity.bench.resume.Calibration.Band;
import continuity.bench.resume.Told.Deduction;
import continuity.bench.resume.desk.Played;
import continuity.bench.resume.desk.Question;
import continuity.bench.resume.desk.State;
import continuity.bench.resume.desk.Step;
import java.util.EnumMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R105")
class CalibrationTest {

    private static final State NOTHING =
            new State(new TreeMap<>(), null, null, null, new TreeSet<>(), new TreeSet<>(), null, null, null, List.of());

    private static Verdict verdict(int confidence, int right, int wrong, Deduction... deductions) {
        var answers = new EnumMap<Question, Boolean>(Question.class);
        for (var question : List.of(Question.values()).subList(0, right + wrong)) {
            answers.put(question, answers.size() < right);
        }
        var steps = List.of(new Step("", 1, List.of(), NOTHING, false));
        var cut = new Cut(new Played("", "", steps), 0, OptionalInt.empty(), false);
        return new Verdict(cut, NOTHING, new Told(NOTHING, confidence, List.of(deductions), List.of()), answers);
    }

    @Test
    void comparesConfidenceWithTheShareOfRightAnswersBandByBand() {
        var calibration = Calibration.of(List.of(verdict(90, 3, 1), verdict(92, 4, 0), verdict(60, 1, 1)));

        assertThat(calibration.bands()).containsExactly(new Band("60–64", 1, 60, 50), new Band("90–94", 2, 91, 87.5));
    }

    @Test
    void weighsTheErrorByResumes() {
        var calibration = Calibration.of(List.of(verdict(90, 3, 1), verdict(92, 4, 0), verdict(60, 1, 1)));

        assertThat(calibration.error()).isCloseTo((10 + 2 * 3.5) / 3, within(0.001));
    }

    @Test
    void aPerfectPredictionHasNoError() {
        assertThat(Calibration.of(List.of(verdict(75, 3, 1))).error()).isZero();
    }

    @Test
    void comparesTheSameForEachReasonOfADeduction() {
        var age = new Deduction(5, "newest evidence is N min old");
        var git = new Deduction(5, "git state unknown");

        var reasons = Calibration.of(List.of(verdict(90, 3, 1, age, git), verdict(95, 4, 0, age), verdict(100, 4, 0)))
                .reasons();

        assertThat(reasons)
                .containsExactly(
                        new Band("−5 newest evidence is N min old", 2, 92.5, 87.5),
                        new Band("−5 git state unknown", 1, 90, 75));
    }
}
