package continuity.missioncontrol.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.missioncontrol.claudecode.Capture;
import continuity.missioncontrol.delivery.Outgoing.Close;
import continuity.missioncontrol.delivery.Outgoing.EmitEvent;
import continuity.missioncontrol.delivery.Outgoing.LogCommand;
import continuity.missioncontrol.delivery.Outgoing.Register;
import continuity.missioncontrol.delivery.Outgoing.RequestCheckpoint;
import continuity.testkit.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GeminiHookTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    private final Capture capture = new Capture("gemini", GeminiHook::inCommonWords);

    private void playRecording() {
        Recording.load("gemini").forEach(capture::take);
    }

    private void shell(String event, String timestamp, String said) {
        capture.take(AT, """
                {"session_id":"s","hook_event_name":"%s","timestamp":"%s","cwd":"/home/dev/shop",
                 "tool_name":"run_shell_command","tool_input":{"command":"npm test"},
                 "tool_response":{"llmContent":"%s"}}""".formatted(event, timestamp, said));
    }

    @Test
    @Tag("R22")
    void everyToolCallIsOneCommandUnderTheNameThatAllClientsShare() {
        playRecording();

        assertThat(capture.commands())
                .extracting(LogCommand::toolName)
                .containsExactly("Read", "Edit", "Write", "Bash", "mcp__resume__search_memory", "Bash");
        assertThat(capture.events("tool_use")).hasSize(6);
        assertThat(capture.commands())
                .allSatisfy(command -> assertThat(command.contextData())
                        .containsKey("parent_event_id")
                        .containsEntry("client", "gemini"));
        assertThat(capture.commands().stream()
                        .map(command -> command.commandId().toString()))
                .containsExactlyElementsOf(capture.events("tool_use").stream()
                        .map(call -> String.valueOf(call.eventData().get("command_id")))
                        .toList());
    }

    @Test
    @Tag("R22")
    void everyHookDeliveredTwiceIsOneRecord() {
        Recording.load("gemini").forEach(hook -> {
            capture.take(hook);
            if (hook.event().endsWith("Tool")) {
                capture.take(hook.at().plusSeconds(1), hook.body());
            }
        });

        assertThat(capture.commands()).hasSize(6);
        assertThat(capture.events("tool_use")).hasSize(6);
    }

    @Test
    @Tag("R22")
    void theSameCommandAgainIsAnotherCall() {
        shell("BeforeTool", "2026-11-20T10:00:00Z", "");
        shell("AfterTool", "2026-11-20T10:00:01.500Z", "Output: 1 failing\\nExit Code: 1");
        shell("BeforeTool", "2026-11-20T10:00:02Z", "");
        shell("AfterTool", "2026-11-20T10:00:03Z", "Output: 9 passing\\nProcess Group PGID: 7");

        assertThat(capture.commands()).extracting(LogCommand::success).containsExactly(false, true);
        assertThat(capture.commands()).extracting(LogCommand::commandId).doesNotHaveDuplicates();
        assertThat(capture.hooks().getLast().links().running())
                .isNotNull()
                .satisfies(turn -> assertThat(turn.tool()).isNull());
    }

    @Test
    @Tag("R45")
    void theExitCodeBelowTheOutputTellsAFailure() {
        playRecording();

        var tests = capture.commands().get(3);
        assertThat(tests.success()).isFalse();
        assertThat(tests.errorMessage()).startsWith("Exit code 1\n# fail 0\n").endsWith("# duration_ms 302.052531");
        assertThat(capture.commands().getLast().result())
                .isEqualTo(Map.of("stdout", "cf47141 Add discount()\n48b11d2 Start the shop"));
    }

    @Test
    @Tag("R45")
    void anExitCodeInTheMiddleOfTheOutputIsOnlyText() {
        shell("AfterTool", "2026-11-20T10:00:00Z", "Output: Exit Code: 3\\nall is well\\nProcess Group PGID: 7");

        assertThat(capture.commands()).extracting(LogCommand::success).containsExactly(true);
        assertThat(capture.commands().getFirst().result()).isEqualTo(Map.of("stdout", "Exit Code: 3\nall is well"));
    }

    @Test
    @Tag("R45")
    void theLastWordsOfTheOutputAreKept() {
        shell(
                "AfterTool",
                "2026-11-20T10:00:00Z",
                "Output: building\\nError: no such file\\nExit Code: 2\\nProcess Group PGID: 7");

        assertThat(capture.commands().getFirst().errorMessage())
                .isEqualTo("Exit code 2\nbuilding\nError: no such file");
    }

    @Test
    @Tag("R45")
    void anErrorOfTheToolIsAFailure() {
        capture.take(AT, """
                {"session_id":"s","hook_event_name":"AfterTool","tool_name":"replace","tool_input":{"file_path":"a"},
                 "tool_response":{"llmContent":"x","error":{"message":"0 occurrences found"}}}""");

        assertThat(capture.commands()).extracting(LogCommand::errorMessage).containsExactly("0 occurrences found");
    }

    @Test
    void filesAreNamedInFullAndNewOnesAreCreated() {
        playRecording();

        assertThat(capture.commands().getFirst().parameters()).containsEntry("file_path", "/home/dev/shop/src/cart.js");
        assertThat(capture.commands().get(1).result())
                .isEqualTo(Map.of(
                        "type",
                        "update",
                        "file_path",
                        "/home/dev/shop/src/cart.js",
                        "lines_added",
                        5,
                        "lines_removed",
                        1));
        assertThat(capture.commands().get(2).result())
                .isEqualTo(Map.of(
                        "type",
                        "create",
                        "file_path",
                        "/home/dev/shop/test/cart.test.js",
                        "lines_added",
                        4,
                        "lines_removed",
                        0));
    }

    @Test
    void aListOfThingsToDoIsTheOneThatAllClientsShare() {
        capture.take(AT, """
                {"session_id":"s","hook_event_name":"AfterTool","tool_name":"write_todos",
                 "tool_input":{"todos":[{"description":"Round discounts","status":"pending"}]},
                 "tool_response":{"llmContent":"ok"}}""");

        assertThat(capture.commands().getFirst().toolName()).isEqualTo("TodoWrite");
        assertThat(capture.commands().getFirst().parameters())
                .containsEntry("todos", List.of(Map.of("content", "Round discounts", "status", "pending")));
    }

    @Test
    void promptsTurnsAndEndsAreTold() {
        playRecording();

        assertThat(capture.events("user_message"))
                .extracting(event -> event.eventData().get("text"))
                .containsExactly("Add a percentage discount, with tests.", "carry on");
        assertThat(capture.events("turn_ended").getFirst().eventData())
                .containsEntry(
                        "last_message", "I'll look at the code first.\ndiscount() is added, tested and committed.");
        assertThat(capture.all(Register.class)).hasSize(2);
        assertThat(capture.all(Close.class)).containsExactly(new Close("exit"), new Close("exit"));
    }

    @Test
    @Tag("R100")
    void whatComesBeforeEveryRequestIsNoCompaction() {
        playRecording();

        assertThat(capture.all(RequestCheckpoint.class)).isEmpty();
        assertThat(capture.all(EmitEvent.class)).hasSize(2 + 6 + 2);
        assertThat(capture.everything()).doesNotContain("You are Gemini CLI");
    }

    @Test
    @Tag("R68")
    void unknownEventsAndMissingFieldsAreNoError() {
        assertThat(GeminiHook.inCommonWords(Map.of("hook_event_name", "AfterTool")))
                .containsKey("tool_input");
        shell("AfterTool", "yesterday", "");
        capture.take(AT, "{\"session_id\":\"s\",\"hook_event_name\":\"SomethingNew\",\"tool_input\":7}");

        assertThat(capture.commands()).hasSize(1);
    }
}
