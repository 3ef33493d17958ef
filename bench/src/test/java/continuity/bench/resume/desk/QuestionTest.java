package continuity.bench.resume.desk;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.bench.resume.desk.State.Tests;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuestionTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    private static State nothing() {
        return new State(
                new TreeMap<>(), null, null, null, new TreeSet<>(), new TreeSet<>(), null, null, null, List.of());
    }

    private static State tests(@Nullable Tests tests) {
        return new State(
                new TreeMap<>(), tests, null, null, new TreeSet<>(), new TreeSet<>(), null, null, null, List.of());
    }

    private static State git(@Nullable String branch, @Nullable String head, String... uncommitted) {
        return new State(
                new TreeMap<>(),
                null,
                branch,
                head,
                new TreeSet<>(List.of(uncommitted)),
                new TreeSet<>(),
                null,
                null,
                null,
                List.of());
    }

    private static State goal(String goal) {
        return new State(
                new TreeMap<>(), null, null, null, new TreeSet<>(), new TreeSet<>(), null, goal, null, List.of());
    }

    @Test
    void aQuestionWithNothingToTellIsNotAsked() {
        for (var question : Question.values()) {
            assertThat(question.isRight(nothing(), nothing())).isEmpty();
        }
    }

    @Test
    void silenceAboutSomethingIsWrong() {
        assertThat(Question.GOAL.isRight(goal("Fix it"), nothing())).contains(false);
        assertThat(Question.TESTS.isRight(nothing(), tests(new Tests(1, 0, List.of()))))
                .contains(false);
    }

    @Test
    void aTestIsNamedByWhateverContainsItsName() {
        var truth = tests(new Tests(1, 1, List.of("test_total")));

        assertThat(Question.TESTS.isRight(truth, tests(new Tests(1, 1, List.of("test_total (cart.CartTest)")))))
                .contains(true);
        assertThat(Question.TESTS.isRight(truth, tests(new Tests(1, 1, List.of("test_other")))))
                .contains(false);
        assertThat(Question.TESTS.isRight(truth, tests(new Tests(2, 1, List.of("test_total")))))
                .contains(false);
    }

    @Test
    void sevenDigitsNameACommit() {
        assertThat(Question.COMMIT.isRight(git("main", HASH), git("main", HASH.substring(0, 7))))
                .contains(true);
        assertThat(Question.COMMIT.isRight(git("main", HASH), git("main", "0123457")))
                .contains(false);
        assertThat(Question.COMMIT.isRight(git("main", HASH), git("fix", HASH))).contains(false);
    }

    @Test
    void aLongGoalMayBeShortened() {
        var longGoal = "Do it well. ".repeat(100);

        assertThat(Question.GOAL.isRight(goal(longGoal), goal(longGoal.substring(0, 400) + "…")))
                .contains(true);
        assertThat(Question.GOAL.isRight(goal(longGoal), goal("Do it…"))).contains(false);
    }
}
