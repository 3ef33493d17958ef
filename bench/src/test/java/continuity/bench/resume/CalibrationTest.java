package continuity.bench.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import continuity.bench.resume.Calibration.Band;
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

    private static Verdict verdict(int confidence, int right, int wrong) {
        var answers = new EnumMap<Question, Boolean>(Question.class);
        for (var question : List.of(Question.values()).subList(0, right + wrong)) {
            answers.put(question, answers.size() < right);
        }
        var steps = List.of(new Step("", 1, List.of(), NOTHING, false));
        var cut = new Cut(new Played("", "", steps), 0, OptionalInt.empty(), false);
        return new Verdict(cut, NOTHING, confidence, answers);
    }

    @Test
    void comparesConfidenceWithTheShareOfRightAnswersBandByBand() {
        var calibration = Calibration.of(List.of(verdict(90, 3, 1), verdict(92, 4, 0), verdict(60, 1, 1)));

        assertThat(calibration.bands()).containsExactly(new Band(60, 1, 60, 50), new Band(90, 2, 91, 87.5));
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
}
