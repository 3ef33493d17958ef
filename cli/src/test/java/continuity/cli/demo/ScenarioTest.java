package continuity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.contracts.MachineName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fleet as it is shipped, on the recordings as they are shipped. */
class ScenarioTest {

    private static final String SESSION = "0b6c2a53-0000-4000-8000-00000000cafe";

    static Stream<Scenario.Agent> agents() {
        return Scenario.read().agents().stream();
    }

    @Test
    void severalAgentsWorkOnThreeMachinesInThreeProjects() {
        assertThat(agents()).hasSizeBetween(5, 7);
        assertThat(agents().map(Scenario.Agent::machine).distinct()).hasSize(3);
        assertThat(agents().map(ScenarioTest::project).distinct()).hasSize(3);
        assertThat(agents().map(Scenario.Agent::pause)).anyMatch(pause -> pause != null && pause.silent());
        assertThat(agents().map(Scenario.Agent::pause))
                .anyMatch(pause -> pause != null && pause.after().equals("Notification"));
    }

    @ParameterizedTest
    @MethodSource("agents")
    void everySessionStartsWorksAndEnds(Scenario.Agent agent) {
        var hooks = played(agent);

        assertThat(events(hooks))
                .startsWith("SessionStart")
                .endsWith("SessionEnd")
                .contains("PreToolUse");
        assertThat(hooks)
                .allSatisfy(hook -> assertThat(hook.path("session_id").asText()).isEqualTo(SESSION));
        if (agent.fromPrompt() != null) {
            assertThat(events(hooks).get(1)).isEqualTo("UserPromptSubmit");
        }
        assertThat(MachineName.isValid(agent.machine())).isTrue();
        assertThat(agent.words().keySet()).noneMatch(agent.directory()::contains);
    }

    @ParameterizedTest
    @MethodSource("agents")
    void everyPauseHasItsPlace(Scenario.Agent agent) {
        var pause = agent.pause();
        if (pause != null) {
            assertThat(events(played(agent)).stream().filter(pause.after()::equals))
                    .hasSizeGreaterThanOrEqualTo(pause.occurrence());
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void nothingOfTheRecordingShowsThrough(Scenario.Agent agent) {
        assertThat(texts(played(agent)))
                .noneMatch(text -> text.contains("{{"))
                .noneMatch(text -> text.contains("/home/dev/shop") || text.contains("-home-dev-shop"))
                .noneMatch(text -> agent.words().keySet().stream().anyMatch(text::contains));
    }

    @ParameterizedTest
    @MethodSource("agents")
    void whatIsSentIsTheDocumentThatItWas(Scenario.Agent agent) throws Exception {
        for (var hook : played(agent)) {
            assertThat(new ObjectMapper().readTree(hook.toString())).isEqualTo(hook);
            assertThat(Tape.SENT).contains(hook.path("hook_event_name").asText());
        }
    }

    private static List<ObjectNode> played(Scenario.Agent agent) {
        var hooks = new ArrayList<ObjectNode>();
        try (var tape = Tape.open(agent)) {
            for (var hook = tape.next(); hook != null; hook = tape.next()) {
                hooks.add(hook);
            }
        }
        var recorded = hooks.getFirst().path("session_id").asText();
        var rewriting = new Rewriting(agent, recorded, SESSION, new Random(7));
        hooks.forEach(rewriting::apply);
        return hooks;
    }

    private static List<String> events(List<ObjectNode> hooks) {
        return hooks.stream().map(hook -> hook.path("hook_event_name").asText()).collect(Collectors.toList());
    }

    private static List<String> texts(List<ObjectNode> hooks) {
        return hooks.stream()
                .flatMap(ScenarioTest::values)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    private static Stream<JsonNode> values(JsonNode node) {
        return node.isContainerNode() ? node.valueStream().flatMap(ScenarioTest::values) : Stream.of(node);
    }

    private static String project(Scenario.Agent agent) {
        return agent.directory().substring(agent.directory().lastIndexOf('/') + 1);
    }
}
