package continuity.bench.resume;

import continuity.bench.resume.desk.Question;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** So many answers were right, of so many. */
record Accuracy(long right, long asked) {

    static Accuracy of(Collection<Verdict> verdicts) {
        return new Accuracy(
                verdicts.stream().mapToLong(Verdict::right).sum(),
                verdicts.stream().mapToLong(Verdict::asked).sum());
    }

    static Accuracy of(Collection<Verdict> verdicts, Question question) {
        var answers = verdicts.stream()
                .map(verdict -> verdict.answers().get(question))
                .filter(answer -> answer != null)
                .toList();
        return new Accuracy(answers.stream().filter(right -> right).count(), answers.size());
    }

    double percent() {
        return asked == 0 ? 100 : 100.0 * right / asked;
    }

    List<String> row(String name) {
        return List.of(name, String.format(Locale.ROOT, "%.1f %%", percent()), right + " of " + asked);
    }
}
