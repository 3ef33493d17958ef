package continuity.bench.resume.recording;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.bench.resume.desk.Marks;
import continuity.bench.resume.desk.Question;
import continuity.bench.resume.desk.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R105")
class RecordingsTest {

    private final List<RecordedCase> cases = Recordings.all(Path.of(".."));

    @Test
    void everyClientHasCases() {
        assertThat(cases)
                .extracting(recorded -> path(recorded.played().steps().getLast()))
                .contains("/hooks/claude-code", "/hooks/codex", "/hooks/gemini", "/hooks/opencode");
    }

    private static String path(Step step) {
        return step.requests().getFirst().path();
    }

    @Test
    void everyCaseHasANameOfItsOwnAndAsksForTheGoalOrMore() {
        assertThat(cases).extracting(recorded -> recorded.played().name()).doesNotHaveDuplicates();
        assertThat(cases).allSatisfy(recorded -> assertThat(recorded.asked()).contains(Question.SUBAGENTS));
    }

    @Test
    void whatDiffersFromOneReplayToTheNextIsMarked() {
        for (var recorded : cases) {
            for (var step : recorded.played().steps()) {
                var body = step.requests().getFirst().body();
                assertThat(body).contains(Marks.session(step.session()));
                assertThat(body).doesNotContain("\"/home/dev/shop\"");
            }
        }
    }

    @Test
    void aSessionThatGoesOnIsOneSession() {
        var resumed = cases.stream()
                .filter(recorded -> recorded.played().name().startsWith("claude-code/04"))
                .toList();

        assertThat(resumed)
                .isNotEmpty()
                .allSatisfy(recorded -> assertThat(recorded.played().steps())
                        .extracting(Step::session)
                        .containsOnly(1));
    }
}
