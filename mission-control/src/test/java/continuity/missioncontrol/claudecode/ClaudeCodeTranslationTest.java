package continuity.missioncontrol.claudecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import continuity.missioncontrol.delivery.Outgoing;
import continuity.missioncontrol.delivery.Outgoing.Heartbeat;
import continuity.missioncontrol.delivery.Outgoing.LinkTranscript;
import continuity.missioncontrol.delivery.Outgoing.LogCommand;
import continuity.missioncontrol.delivery.Outgoing.Register;
import continuity.missioncontrol.delivery.Outgoing.RequestCheckpoint;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaudeCodeTranslationTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Capture capture = new Capture();

    private void hook(Instant at, String event, String fields) {
        capture.take(
                at,
                "{\"session_id\":\"s1\",\"hook_event_name\":\"%s\",\"cwd\":\"/home/dev/shop\"%s}"
                        .formatted(event, fields.isEmpty() ? "" : "," + fields));
    }

    private void hook(String event, String fields) {
        hook(NOON, event, fields);
    }

    private static String call(String tool, String id, String more) {
        return "\"tool_name\":\"%s\",\"tool_use_id\":\"%s\",\"tool_input\":{\"command\":\"ls\"}%s"
                .formatted(tool, id, more);
    }

    @Test
    void anUnknownHookIsOnlyASignOfLife() {
        hook("SomethingNew", "\"anything\":[1,{\"a\":null}]");

        assertThat(capture.records()).containsExactly(new Heartbeat(null));
    }

    @Test
    @Tag("R71")
    void theTranscriptIsLinkedOnceTheSessionIsRegistered() {
        hook("SessionStart", "\"source\":\"startup\",\"transcript_path\":\"/home/dev/.claude/projects/shop/s1.jsonl\"");
        hook("SessionStart", "\"source\":\"compact\",\"transcript_path\":\"/home/dev/.claude/projects/shop/s1.jsonl\"");

        assertThat(capture.records())
                .filteredOn(record -> !(record instanceof Heartbeat))
                .containsExactly(new Register(), new LinkTranscript("/home/dev/.claude/projects/shop/s1.jsonl"));
    }

    @Test
    @Tag("R22")
    void theSameCallReportedTwiceIsOneCommand() {
        hook("PreToolUse", call("Bash", "t1", ""));
        hook("PreToolUse", call("Bash", "t1", ""));
        hook("PostToolUse", call("Bash", "t1", ",\"tool_response\":{\"stdout\":\"x\"}"));
        hook("PostToolUse", call("Bash", "t1", ",\"tool_response\":{\"stdout\":\"x\"}"));
        hook("PostToolBatch", "\"tool_calls\":[{" + call("Bash", "t1", "") + "}]");

        assertThat(capture.events("tool_use")).hasSize(1);
        assertThat(capture.commands()).hasSize(1);
    }

    @Test
    void aCallThatNobodyAnnouncedIsACommandAllTheSame() {
        hook("PostToolUse", call("Read", "t1", ",\"tool_response\":{\"type\":\"text\"},\"duration_ms\":3"));

        assertThat(capture.commands()).singleElement().satisfies(command -> {
            assertThat(command.executionTimeMs()).isEqualTo(3);
            assertThat(command.contextData()).doesNotContainKey("parent_event_id");
        });
    }

    @Test
    @Tag("R22")
    void aCommandBeganWhereItWasAnnouncedWhereverItsCdWent() {
        var elsewhere = ",\"cwd\":\"/home/dev/shop/src\"";
        hook("PreToolUse", call("Bash", "t1", ""));
        hook("PostToolUse", call("Bash", "t1", elsewhere));
        hook("PostToolUse", call("Bash", "t2", elsewhere));

        assertThat(capture.commands())
                .extracting(command -> command.contextData().get("cwd"))
                .containsExactly("/home/dev/shop", "/home/dev/shop/src");
    }

    @Test
    @Tag("R22")
    void loggingALogCallIsLeftOut() {
        hook("PreToolUse", call("mcp__meta__log_command", "t1", ""));
        hook("PostToolUse", call("mcp__meta__log_command", "t1", ",\"tool_response\":\"{}\""));

        assertThat(capture.records()).hasOnlyElementsOfType(Heartbeat.class);
    }

    @Test
    void aFailureCarriesItsWholeStory() {
        hook("PreToolUse", call("Bash", "t1", ""));
        hook("PostToolUseFailure", call("Bash", "t1", ",\"error\":\"Exit code 1\\nboom\",\"duration_ms\":7"));

        assertThat(capture.commands()).singleElement().satisfies(command -> {
            assertThat(command.success()).isFalse();
            assertThat(command.errorMessage()).isEqualTo("Exit code 1\nboom");
            assertThat(command.result()).isNull();
            assertThat(command.contextData()).containsEntry("target", "ls").containsEntry("tool_use_id", "t1");
        });
    }

    @Test
    void whatTheUserBrokeOffSaysSo() {
        hook("PostToolUseFailure", call("Bash", "t1", ",\"error\":\"Interrupted\",\"is_interrupt\":true"));
        hook("PostToolUseFailure", call("Bash", "t2", ",\"error\":\"Exit code 1\",\"is_interrupt\":false"));

        assertThat(capture.commands())
                .extracting(command -> command.contextData().get("interrupted"))
                .containsExactly(true, null);
    }

    @Test
    void howALineEndedIsUnknownWhileItGoesOnInTheBackground() {
        hook("PostToolUse", call("Bash", "t1", ",\"tool_response\":{\"stdout\":\"\",\"backgroundTaskId\":\"b1\"}"));
        hook("PostToolUse", call("Bash", "t2", ",\"tool_response\":{\"stdout\":\"\"}"));

        assertThat(capture.commands())
                .extracting(
                        LogCommand::success, command -> command.contextData().get("background"))
                .containsExactly(tuple(null, true), tuple(true, null));
    }

    @Test
    @Tag("R30")
    void longOutputKeepsItsBeginningAndItsEnd() {
        var output = "begin" + "x".repeat(40_000) + "end";
        hook("PostToolUse", call("Bash", "t1", ",\"tool_response\":{\"stdout\":\"" + output + "\"}"));

        var result =
                (Map<?, ?>) Objects.requireNonNull(capture.commands().getFirst().result());
        var stdout = (String) result.get("stdout");

        assertThat(stdout)
                .startsWith("beginx")
                .endsWith("xend")
                .contains("characters left out")
                .hasSizeLessThan(8_100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "  Resume 8f4a2b ", "RESUME\\tlatest", "<task-notification>done"})
    @Tag("R67")
    void whatIsNotForTheModelIsNoUserMessage(String prompt) {
        hook("UserPromptSubmit", "\"prompt\":\"" + prompt + "\"");

        assertThat(capture.records()).singleElement().isInstanceOf(Heartbeat.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume the work on odin", "resumed", "please resume", "/resume x"})
    @Tag("R67")
    void lookAlikesOfAResumeAreUserMessages(String prompt) {
        hook("UserPromptSubmit", "\"prompt\":\"" + prompt + "\"");

        assertThat(capture.events("user_message"))
                .singleElement()
                .satisfies(event -> assertThat(event.eventData()).containsEntry("text", prompt));
    }

    @Test
    @Tag("R100")
    void oneCompactionAnnouncedTwiceAsksForOneCheckpoint() {
        hook(NOON, "PreCompact", "\"trigger\":\"auto\",\"custom_instructions\":null");
        hook(NOON.plusSeconds(3), "PreCompact", "\"trigger\":\"auto\"");
        hook(NOON.plusSeconds(30), "PreCompact", "\"trigger\":\"manual\"");

        assertThat(capture.all(RequestCheckpoint.class)).hasSize(2);
    }

    @Test
    void aSessionThatGoesOnAfterCompactionIsNotRegisteredAgain() {
        hook("SessionStart", "\"source\":\"startup\"");
        hook("SessionStart", "\"source\":\"compact\"");
        hook("SessionStart", "\"source\":\"resume\"");

        assertThat(capture.all(Register.class)).hasSize(2);
    }

    @Test
    @Tag("R92")
    void recoveredTrailsComeToTheSameRecords() {
        // given a trail, and one rebuilt from what the journal holds
        hook("UserPromptSubmit", "\"prompt\":\"do it\"");
        hook("PreToolUse", call("Bash", "t1", ""));
        var rebuilt = new SessionTrail();
        capture.hooks().forEach(rebuilt::follow);

        // when the call ends
        hook("PostToolUse", call("Bash", "t1", ",\"tool_response\":{\"stdout\":\"x\"}"));
        var end = capture.hooks().getLast();

        // then both know which call it is
        assertThat(rebuilt.take(end).links()).isEqualTo(end.links());
        assertThat(capture.all(LogCommand.class))
                .extracting(LogCommand::commandId)
                .containsExactly(end.links().commandId());
    }

    @Test
    void theSameDeliveryGivesTheSameRecords() {
        var hooks = Capture.ofRecording("01-normal-headless").hooks();

        for (var hook : hooks) {
            Iterable<Outgoing> again = ClaudeCodeTranslation.translate(hook);
            assertThat(ClaudeCodeTranslation.translate(hook)).isEqualTo(again);
        }
    }
}
