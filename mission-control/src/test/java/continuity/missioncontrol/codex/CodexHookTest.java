package continuity.missioncontrol.codex;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.missioncontrol.claudecode.Capture;
import continuity.missioncontrol.delivery.Outgoing.Close;
import continuity.missioncontrol.delivery.Outgoing.LogCommand;
import continuity.missioncontrol.delivery.Outgoing.Register;
import continuity.testkit.Recording;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CodexHookTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    private final Capture capture = new Capture("codex", CodexHook::inCommonWords);

    private void playRecording() {
        Recording.load("codex").stream()
                .filter(hook -> hook.via().equals("command"))
                .forEach(capture::take);
    }

    private void ended(String tool, String input, String output) {
        capture.take(AT, """
                {"session_id":"s","hook_event_name":"PostToolUse","cwd":"/home/dev/shop","tool_name":"%s",
                 "tool_use_id":"c1","tool_input":{"command":"%s"},"tool_response":"%s"}""".formatted(tool, input, output));
    }

    @Test
    @Tag("R22")
    void everyEndedToolCallIsACommandOfCodex() {
        playRecording();

        assertThat(capture.commands())
                .extracting(LogCommand::toolName)
                .containsExactly("Bash", "apply_patch", "Bash", "Bash", "Bash", "Bash");
        assertThat(capture.commands())
                .allSatisfy(command -> assertThat(command.contextData()).containsEntry("client", "codex"));
        assertThat(capture.commands().getFirst().result())
                .asString()
                .startsWith("4b92c6f Start the shop\n// Prices are integer cents.");
        assertThat(capture.all(Register.class)).hasSize(6);
        assertThat(capture.all(Close.class)).hasSize(3).containsOnly(new Close("other"));
    }

    @Test
    @Tag("R22")
    void everyHookDeliveredTwiceIsOneRecord() {
        playRecording();
        var commands = capture.commands().size();
        var calls = capture.events("tool_use").size();

        playRecording();

        assertThat(capture.commands()).hasSize(commands);
        assertThat(capture.events("tool_use")).hasSize(calls);
    }

    @Test
    void promptsAndTurnsAreTold() {
        playRecording();

        assertThat(capture.events("user_message").getFirst().eventData())
                .containsEntry("text", "Add a percentage discount, with tests.");
        assertThat(capture.events("turn_ended").getFirst().eventData())
                .containsEntry("last_message", "discount() is added, tested and committed.");
    }

    @Test
    void theFilesOfAPatchDescribeIt() {
        playRecording();

        var patch = capture.commands().get(1);
        assertThat(patch.description()).isEqualTo("src/cart.js, test/cart.test.js");
        assertThat(patch.contextData()).containsEntry("target", "src/cart.js, test/cart.test.js");
        assertThat(patch.parameters())
                .doesNotContainKey("command")
                .extractingByKey("patch")
                .asString()
                .contains("*** Update File: src/cart.js", "*** Add File: test/cart.test.js");
    }

    @Test
    void aPatchThatIsOnlyAnnouncedIsNothingThatRuns() {
        playRecording();

        assertThat(capture.events("tool_use"))
                .extracting(event -> event.eventData().get("tool_name"))
                .containsOnly("Bash");
        assertThat(capture.events("tool_use")).hasSize(8);
    }

    @Test
    void ofALongPatchTheNamesOfItsFilesRemain() {
        var patch = "*** Begin Patch\\n*** Add File: a.txt\\n" + "+line of the file\\n".repeat(1_000)
                + "*** Update File: b.txt\\n*** Move to: c.txt\\n@@\\n-x\\n+y\\n*** Delete File: d.txt\\n*** End Patch\\n";

        ended("apply_patch", patch, "Exit code: 0\\nWall time: 0 seconds\\nOutput:\\nSuccess.");

        assertThat(capture.commands().getFirst().parameters())
                .containsEntry(
                        "patch",
                        "*** Add File: a.txt\n*** Update File: b.txt\n*** Move to: c.txt\n*** Delete File: d.txt")
                .containsEntry("patch_lines", 1009);
    }

    @Test
    void aListOfFilesIsCutBetweenTwoOfThem() {
        var name = "*** Add File: " + "d".repeat(90) + "/%03d.txt";
        var patch = new StringBuilder();
        for (var i = 0; i < 100; i++) {
            patch.append(name.formatted(i)).append('\n');
        }

        var kept = String.valueOf(PatchText.input(patch.toString()).get("patch"));

        assertThat(kept.length()).isLessThanOrEqualTo(PatchText.MAX_LENGTH);
        assertThat(kept.lines()).isNotEmpty().allMatch(line -> line.endsWith(".txt"));
    }

    @Test
    @Tag("R45")
    void aFailureIsKnownOnlyWhereCodexItselfSaysSo() {
        ended("apply_patch", "*** Begin Patch", "Exit code: 1\\nWall time: 0 seconds\\nOutput:\\nNo such file");

        assertThat(capture.commands()).extracting(LogCommand::success).containsExactly(false);
        assertThat(capture.commands().getFirst().errorMessage()).contains("No such file");
    }

    @Test
    @Tag("R45")
    void wordsOfACommandAreNoFailure() {
        ended("Bash", "cat log", "Exit code: 1\\nsaid somebody else");

        assertThat(capture.commands()).extracting(LogCommand::success).containsExactly(true);
    }

    @Test
    @Tag("R68")
    void unknownEventsAndMissingFieldsAreNoError() {
        assertThat(CodexHook.inCommonWords(Map.of())).isEmpty();
        assertThat(CodexHook.inCommonWords(Map.of("hook_event_name", "Interrupt", "new", 1)))
                .isEqualTo(Map.of("hook_event_name", "Interrupt", "new", 1));
    }
}
