package continuity.bench.resume;

import continuity.bench.resume.desk.Question;
import java.util.EnumMap;
import java.util.List;

/** How a resume answers a question about what somebody has changed since the work was cut off. */
enum Drift {
    /** As it is now. */
    RIGHT,
    /** As it was, but what has changed is named as drift. */
    TOLD,
    /** As it was, and it says that this was not checked. */
    NOT_CHECKED,
    /** As it was, as if it still were. */
    SILENT;

    private static final int SHORT_HASH = 7;

    /** @param question of those that were asked */
    static Drift of(Verdict verdict, Question question) {
        if (Boolean.TRUE.equals(verdict.answers().get(question))) {
            return RIGHT;
        }
        var told = verdict.told();
        if (news(verdict, question).stream()
                .anyMatch(news -> told.drift().stream().anyMatch(sentence -> sentence.contains(news)))) {
            return TOLD;
        }
        return told.deductions().stream()
                        .anyMatch(deduction -> deduction.reason().startsWith("not checked"))
                ? NOT_CHECKED
                : SILENT;
    }

    /** The same verdict, with what is named as drift taken for right: whoever reads the whole is not misled. */
    static Verdict readAsAWhole(Verdict verdict) {
        var answers = new EnumMap<>(verdict.answers());
        answers.replaceAll((question, right) -> right || of(verdict, question) == TOLD);
        return new Verdict(verdict.cut(), verdict.truth(), verdict.told(), answers);
    }

    /** What nobody knew when the work was cut off. */
    private static List<String> news(Verdict verdict, Question question) {
        var head = verdict.truth().head();
        if (question == Question.COMMIT) {
            return head == null ? List.of() : List.of(head.substring(0, SHORT_HASH));
        }
        if (question != Question.UNCOMMITTED) {
            return List.of();
        }
        var known = verdict.told().state().uncommitted();
        return verdict.cut().end().truth().uncommitted().stream()
                .filter(path -> known.stream().noneMatch(told -> told.endsWith("/" + path)))
                .toList();
    }
}
