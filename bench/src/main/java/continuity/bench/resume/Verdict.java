package continuity.bench.resume;

import continuity.bench.resume.desk.Question;
import continuity.bench.resume.desk.State;
import java.util.EnumMap;
import java.util.Map;

/**
 * How right a resume was.
 *
 * @param told as the system told it
 * @param confidence as the system gave it, 0–100
 * @param answers to the questions that were asked: whether each is right
 */
record Verdict(Cut cut, State told, int confidence, Map<Question, Boolean> answers) {

    static Verdict of(Cut cut, State told, int confidence) {
        var answers = new EnumMap<Question, Boolean>(Question.class);
        for (var question : cut.asked()) {
            question.isRight(cut.end().truth(), told).ifPresent(right -> answers.put(question, right));
        }
        return new Verdict(cut, told, confidence, answers);
    }

    int asked() {
        return answers.size();
    }

    int right() {
        return (int) answers.values().stream().filter(right -> right).count();
    }
}
