package continuity.bench.resume;

import continuity.bench.resume.desk.Question;
import continuity.bench.resume.desk.State;
import java.util.EnumMap;
import java.util.Map;

/**
 * How right a resume was.
 *
 * @param truth with paths as at the place of the resume
 * @param answers to the questions that were asked: whether each is right
 */
record Verdict(Cut cut, State truth, Told told, Map<Question, Boolean> answers) {

    /** @param project as it was called in that replay */
    static Verdict of(Cut cut, String project, Told told) {
        var truth = cut.place().here(cut.end().truth(), project);
        var answers = new EnumMap<Question, Boolean>(Question.class);
        for (var question : cut.asked()) {
            question.isRight(truth, told.state()).ifPresent(right -> answers.put(question, right));
        }
        return new Verdict(cut, truth, told, answers);
    }

    int asked() {
        return answers.size();
    }

    int right() {
        return (int) answers.values().stream().filter(right -> right).count();
    }
}
