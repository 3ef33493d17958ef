package continuity.bench.resume;

import continuity.bench.resume.desk.Question;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;

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
        var news = news(verdict, question);
        if (!news.isEmpty()
                && news.stream().allMatch(what -> told.drift().stream().anyMatch(said -> said.contains(what)))) {
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
        var before = verdict.told().state().uncommitted();
        var now = verdict.cut().end().truth().uncommitted();
        var come = now.stream().filter(path -> before.stream().noneMatch(told -> told.endsWith("/" + path)));
        var gone = before.stream()
                .filter(told -> now.stream().noneMatch(path -> told.endsWith("/" + path)))
                .map(told -> told.substring(told.lastIndexOf('/') + 1));
        return Stream.concat(come, gone).toList();
    }
}
