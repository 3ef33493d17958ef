package continuity.missioncontrol.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.missioncontrol.claudecode.Capture;
import continuity.missioncontrol.delivery.Outgoing.Close;
import continuity.missioncontrol.delivery.Outgoing.LogCommand;
import continuity.missioncontrol.delivery.Outgoing.Register;
import continuity.missioncontrol.delivery.Outgoing.RequestCheckpoint;
import continuity.testkit.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OpencodeHookTest {

    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    private final Capture capture = new Capture("opencode", OpencodeHook::inCommonWords);

    private void playRecording() {
        Recording.load("opencode").stream()
                .filter(hook -> hook.sessionId().isPresent() && !hook.event().equals("chat.params"))
                .forEach(capture::take);
    }

    @Test
    @Tag("R22")
    void everyToolCallIsOneCommandUnderTheNameThatAllClientsShare() {
        playRecording();
        playRecording();

        assertThat(capture.commands())
                .extracting(LogCommand::toolName)
                .containsExactly("Read", "Edit", "Write", "Bash", "TodoWrite", "resume_search_memory", "Bash");
        assertThat(capture.events("tool_use"))
                .extracting(event -> event.eventData().get("tool_name"))
                .containsExactly("Bash", "resume_search_memory", "Bash");
    }

    @Test
    @Tag("R45")
    void anExitCodeOtherThanZeroIsAFailure() {
        playRecording();

        var tests = capture.commands().get(3);
        assertThat(tests.success()).isFalse();
        assertThat(tests.errorMessage()).startsWith("Exit code 1\n# fail 0\n");
        assertThat(capture.commands().getLast().result())
                .isEqualTo(Map.of("stdout", "b8931e9 Add discount()\nf1eef65 Start the shop\n"));
    }

    @Test
    void filesAreCreatedAndChanged() {
        playRecording();

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
    void theListOfThingsToDoIsTakenAsItWasPublished() {
        playRecording();

        assertThat(capture.commands().get(4).parameters())
                .containsEntry(
                        "todos",
                        List.of(Map.of("content", "Round discounts", "status", "completed", "priority", "high")));
    }

    @Test
    void promptsComeWithoutTheQuotationMarksOfACommandLine() {
        playRecording();

        assertThat(capture.events("user_message"))
                .extracting(event -> event.eventData().get("text"))
                .containsExactly("Add a percentage discount, with tests.", "carry on");
    }

    @Test
    void aSessionBeginsGoesIdleAndNeverEnds() {
        playRecording();

        assertThat(capture.all(Register.class)).hasSize(1);
        assertThat(capture.hooks().getFirst().directory()).isEqualTo("/home/dev/shop");
        assertThat(capture.events("turn_ended")).hasSize(2);
        assertThat(capture.all(Close.class)).isEmpty();
    }

    @Test
    void aSessionThatGoesOnIsRegisteredAgain() {
        capture.take(
                AT,
                "{\"hook_event_name\":\"session.continued\",\"input\":{\"sessionID\":\"ses_1\"},\"directory\":\"/a\"}");

        assertThat(capture.all(Register.class)).hasSize(1);
        assertThat(capture.hooks().getFirst().body())
                .containsEntry("source", "resume")
                .containsEntry("cwd", "/a");
    }

    @Test
    @Tag("R100")
    void aCompactionAsksForACheckpoint() {
        capture.take(
                AT, "{\"hook_event_name\":\"experimental.session.compacting\",\"input\":{\"sessionID\":\"ses_1\"}}");

        assertThat(capture.all(RequestCheckpoint.class)).hasSize(1);
    }

    @Test
    void aSessionOfASubagentIsPartOfTheOneThatStartedIt() {
        capture.take(AT, """
                {"hook_event_name":"event:session.created","parentID":"ses_1",
                 "event":{"properties":{"sessionID":"ses_2","info":{"directory":"/home/dev/shop"}}}}""");
        capture.take(AT, """
                {"hook_event_name":"chat.message","parentID":"ses_1","input":{"sessionID":"ses_2"},
                 "output":{"parts":[{"type":"text","text":"look around"}]}}""");
        capture.take(AT, """
                {"hook_event_name":"event:session.idle","parentID":"ses_1",
                 "event":{"properties":{"sessionID":"ses_2"}},"last_assistant_message":"done"}""");

        assertThat(capture.hooks()).extracting(hook -> hook.sessionId()).containsOnly("ses_1");
        assertThat(capture.all(Register.class)).isEmpty();
        assertThat(capture.events("user_message")).isEmpty();
        assertThat(capture.events("spawn_decision").getFirst().eventData()).containsEntry("agent_id", "ses_2");
        assertThat(capture.events("subagent_stopped").getFirst().eventData())
                .containsEntry("agent_id", "ses_2")
                .containsEntry("last_message", "done");
    }

    @Test
    @Tag("R68")
    void unknownEventsAndMissingFieldsAreNoError() {
        assertThat(OpencodeHook.inCommonWords(Map.of())).containsEntry("session_id", "");
        assertThat(OpencodeHook.inCommonWords(Map.of("hook_event_name", "tool.execute.after", "output", 7)))
                .containsEntry("hook_event_name", "PostToolUse");
    }
}
