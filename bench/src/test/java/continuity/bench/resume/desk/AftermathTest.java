package continuity.bench.resume.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R58")
class AftermathTest {

    private static final ClientSettings SETTINGS = ClientSettings.published(Path.of(".."));

    private static Optional<Played> leftToOthers(Ground ground, int last, Consumer<Agent> script) {
        return new Story("test", "test", ground, script).leftToOthers(SETTINGS, last);
    }

    @Test
    void theTruthIsWhatSomebodyLeftAndTheWorkIsStillTheAgents() {
        var played = leftToOthers(
                        Ground.SHOP, 2, agent -> agent.write("a.js", "1\n").bash("git add . && git commit -qm Mine"))
                .orElseThrow();

        var cutOff = played.steps().get(2).truth();
        var end = played.steps().getLast().truth();
        assertThat(played.steps()).noneMatch(step -> step.what().contains("git commit"));
        assertThat(end.head()).isNotEqualTo(cutOff.head());
        assertThat(end.uncommitted()).containsExactly("a.js", "by-hand.txt");
        assertThat(end.files()).isEqualTo(cutOff.files()).containsOnlyKeys("a.js");
    }

    @Test
    void aNewSessionIsToldToResumeTheOneThatDropped() {
        var played = leftToOthers(
                        Ground.SHOP, 1, agent -> agent.prompt("Begin.").prompt("Go on."))
                .orElseThrow();

        assertThat(played.successor()).hasValue(2);
        assertThat(played.steps())
                .extracting(Step::what)
                .containsExactly(
                        "SessionStart startup",
                        "prompt",
                        "SessionEnd other",
                        "SessionStart startup",
                        "resume in a new session");
        assertThat(played.steps()).extracting(Step::session).containsOnly(1);
        assertThat(played.steps().getLast().requests().getFirst().body())
                .contains("\"prompt\":\"resume " + Marks.instance(1), Marks.session(2));
    }

    @Test
    void whatCannotBeCommittedByHandIsNotLeftToOthers() {
        assertThat(leftToOthers(Ground.SHOP_WITHOUT_GIT, 1, agent -> agent.prompt("Begin.")))
                .isEmpty();
    }
}
