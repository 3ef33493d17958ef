package continuity.missioncontrol.claudecode;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.EventCatalogue;
import continuity.missioncontrol.delivery.Outgoing.Close;
import continuity.missioncontrol.delivery.Outgoing.EmitEvent;
import continuity.missioncontrol.delivery.Outgoing.LogCommand;
import continuity.missioncontrol.delivery.Outgoing.Register;
import continuity.missioncontrol.delivery.Outgoing.RequestCheckpoint;
import continuity.testkit.PlantedSecrets;
import continuity.testkit.Recording;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real sessions of Claude Code become. */
class RecordedSessionsTest {

    static Stream<String> recordings() {
        return Recording.names().stream()
                .filter(name -> Character.isDigit(name.charAt(0)) && !name.endsWith("statusline"));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    @Tag("R68")
    void everyRecordedHookIsUnderstood(String name) {
        var capture = Capture.ofRecording(name);

        assertThat(capture.hooks()).hasSameSizeAs(Recording.load(name));
        assertThat(capture.all(EmitEvent.class)).allSatisfy(event -> {
            var type = EventCatalogue.find(event.eventType()).orElseThrow();
            assertThat(EventCatalogue.missing(type, event.eventData())).isEmpty();
            assertThat(EventCatalogue.violations(type, event.eventData())).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("recordings")
    @Tag("R27")
    void noPlantedSecretLeaves(String name) {
        var everything = Capture.ofRecording(name).everything();

        PlantedSecrets.all()
                .forEach((secret, value) -> assertThat(everything).as(secret).doesNotContain(value));
    }

    @Test
    @Tag("R22")
    void aWholeSessionBecomesOneCommandPerToolCall() {
        var capture = Capture.ofRecording("01-normal-headless");

        assertThat(capture.all(Register.class)).hasSize(1);
        assertThat(capture.events("tool_use")).hasSize(32);
        assertThat(capture.commands()).hasSize(32);
        assertThat(capture.commands()).filteredOn(LogCommand::success).hasSize(28);
        assertThat(capture.events("user_message")).hasSize(3);
        assertThat(capture.events("spawn_decision")).hasSize(2);
        assertThat(capture.events("subagent_stopped")).hasSize(2);
        assertThat(capture.events("turn_ended")).hasSize(3);
        assertThat(capture.all(Close.class)).containsExactly(new Close("other"));
    }

    @Test
    void everyCommandIsTheOneThatItsToolUseAnnounced() {
        var capture = Capture.ofRecording("01-normal-headless");

        var announced = capture.events("tool_use").stream()
                .map(event -> event.eventData().get("command_id"))
                .toList();
        var logged = capture.commands().stream()
                .map(command -> command.commandId().toString())
                .toList();

        assertThat(logged)
                .doesNotHaveDuplicates()
                .hasSameElementsAs(announced.stream().map(String::valueOf).toList());
        assertThat(capture.commands())
                .allSatisfy(command -> assertThat(command.contextData()).containsKey("parent_event_id"));
    }

    @Test
    @Tag("R39")
    void aSubAgentsCallsHangUnderItsStart() {
        var capture = Capture.ofRecording("01-normal-headless");
        var explorer = capture.events("spawn_decision").getFirst();

        var callsOfExplorer = capture.events("tool_use").stream()
                .filter(event -> Objects.equals(
                        event.eventData().get("agent_id"), explorer.eventData().get("agent_id")))
                .toList();

        assertThat(callsOfExplorer)
                .hasSize(2)
                .allMatch(call -> explorer.eventId().equals(call.parentEventId()));
    }

    @Test
    void aSessionKilledInTheMiddleLeavesItsLastCallOpen() {
        var capture = Capture.ofRecording("03-killed-mid-tool");

        assertThat(capture.events("user_message")).hasSize(1);
        assertThat(capture.events("tool_use")).hasSize(3);
        assertThat(capture.commands()).extracting(LogCommand::toolName).containsExactly("Write", "Edit");
        assertThat(capture.events("turn_ended")).isEmpty();
        assertThat(capture.all(Close.class)).isEmpty();
    }

    @Test
    @Tag("R22")
    void aDeniedCallIsAFailedCommand() {
        var capture = Capture.ofRecording("09-errors-and-variants-command-hooks");

        assertThat(capture.commands()).hasSize(2).allSatisfy(command -> {
            assertThat(command.success()).isFalse();
            assertThat(command.toolName()).isEqualTo("Bash");
            assertThat(command.parameters()).containsEntry("command", "rm -rf build && ls");
        });
        assertThat(capture.commands().getLast().errorMessage()).startsWith("Permission to use Bash has been denied");
        assertThat(capture.commands().getLast().contextData()).containsEntry("denied", true);
        assertThat(capture.events("turn_ended"))
                .filteredOn(event -> "failed".equals(event.eventData().get("outcome")))
                .hasSize(1);
    }

    @Test
    void aQuestionToTheUserIsAnEventAndAnAnswerIsNone() {
        var asked = Capture.ofRecording("02-normal-interactive-compact-clear").events("input_requested");
        var answered = Capture.ofRecording("07-mcp-elicitation-interactive").events("input_requested");

        assertThat(asked)
                .singleElement()
                .satisfies(event -> assertThat(event.eventData())
                        .containsEntry("reason", "permission_prompt")
                        .containsEntry("message", "Claude needs your permission"));
        assertThat(answered).isEmpty();
    }

    @Test
    @Tag("R100")
    void eachCompactionAsksForOneCheckpointAndIsNoSubAgent() {
        var capture = Capture.ofRecording("05-auto-compaction");

        assertThat(capture.all(RequestCheckpoint.class)).hasSize(1);
        assertThat(capture.events("subagent_stopped")).isEmpty();
        assertThat(capture.all(Register.class)).hasSize(1);
    }

    @Test
    void editsKeepCountsAndNoFile() {
        var edit = Capture.ofRecording("03-killed-mid-tool").commands().getLast();

        assertThat(edit.result())
                .isEqualTo(Map.of(
                        "type",
                        "update",
                        "file_path",
                        "/home/dev/shop/src/cart.js",
                        "lines_added",
                        1,
                        "lines_removed",
                        1));
        assertThat(edit.action()).isEqualTo("edit");
    }
}
