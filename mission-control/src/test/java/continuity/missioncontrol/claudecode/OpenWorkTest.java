package continuity.missioncontrol.claudecode;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.missioncontrol.delivery.Running;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an agent is in the middle of, as its hooks tell it. */
@Tag("R97")
class OpenWorkTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Capture capture = new Capture();
    private int seconds;

    private void hook(String event, String fields) {
        capture.take(
                NOON.plusSeconds(seconds++),
                "{\"session_id\":\"s1\",\"hook_event_name\":\"%s\"%s}".formatted(event, fields));
    }

    private void prompt(String promptId) {
        hook("UserPromptSubmit", ",\"prompt\":\"go on\",\"prompt_id\":\"%s\"".formatted(promptId));
    }

    private void tool(String event, String tool, String id, String promptId) {
        hook(
                event,
                ",\"tool_name\":\"%s\",\"tool_use_id\":\"%s\",\"prompt_id\":\"%s\",\"tool_input\":{}"
                        .formatted(tool, id, promptId));
    }

    private @Nullable Running running() {
        return capture.hooks().getLast().links().running();
    }

    private static Running running(@Nullable String tool, int second) {
        return new Running(tool, NOON.plusSeconds(second));
    }

    @Test
    void aTurnIsOpenFromThePromptToItsEndAndAToolCallWithin() {
        hook("SessionStart", ",\"source\":\"startup\"");
        assertThat(running()).isNull();
        prompt("p1");
        assertThat(running()).isEqualTo(running(null, 1));
        tool("PreToolUse", "Bash", "t1", "p1");
        assertThat(running()).isEqualTo(running("Bash", 2));
        tool("PostToolUse", "Bash", "t1", "p1");
        assertThat(running()).isEqualTo(running(null, 1));
        hook("Stop", "");
        assertThat(running()).isNull();
    }

    @Test
    void ofSeveralCallsTheNewestOpenOneIsNamed() {
        prompt("p1");
        tool("PreToolUse", "Bash", "t1", "p1");
        tool("PreToolUse", "Read", "t2", "p1");
        assertThat(running()).isEqualTo(running("Read", 2));
        tool("PostToolUse", "Read", "t2", "p1");
        assertThat(running()).isEqualTo(running("Bash", 1));
        hook("PostToolBatch", ",\"tool_calls\":[{\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\"}]");
        assertThat(running()).isEqualTo(running(null, 0));
    }

    @Test
    void theNextPromptEndsWhatEscLeftOpen() {
        prompt("p1");
        tool("PreToolUse", "Bash", "t1", "p1");

        prompt("p2");

        assertThat(running()).isEqualTo(running(null, 2));
    }

    @Test
    void aPromptTypedAheadEndsNothing() {
        prompt("p1");
        tool("PreToolUse", "Bash", "t1", "p1");

        prompt("p1"); // it comes with the id of the turn that still runs

        assertThat(running()).isEqualTo(running("Bash", 1));
        hook("Stop", "");
        assertThat(running()).isNull();
        tool("PreToolUse", "Edit", "t2", "p2");
        assertThat(running()).isEqualTo(running("Edit", 4));
    }

    @Test
    void aSubAgentInTheBackgroundWorksOnWhenTheTurnEnds() {
        prompt("p1");
        hook("SubagentStart", ",\"agent_id\":\"a1\",\"agent_type\":\"Explore\"");
        hook("PreToolUse", ",\"agent_id\":\"a1\",\"tool_name\":\"Grep\",\"tool_use_id\":\"t1\",\"tool_input\":{}");
        hook("Stop", "");
        assertThat(running()).isEqualTo(running("Grep", 2));

        hook("SubagentStop", ",\"agent_id\":\"a1\",\"agent_type\":\"Explore\"");

        assertThat(running()).isNull();
    }

    @Test
    void whatAnInterruptedSubAgentLeftOpenIsForgottenInTheEnd() {
        prompt("p1");
        hook("PreToolUse", ",\"agent_id\":\"a1\",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\",\"tool_input\":{}");

        prompt("p2"); // after Esc
        assertThat(running()).isEqualTo(running("Bash", 1)); // it may work in the background

        seconds += 15 * 60;
        hook("Stop", "");
        assertThat(running()).isNull();
    }

    @Test
    void aCompactionInTheMiddleOfATurnDoesNotEndIt() {
        prompt("p1");
        hook("SessionStart", ",\"source\":\"compact\"");
        assertThat(running()).isEqualTo(running(null, 0));
        hook("SessionEnd", ",\"reason\":\"other\"");
        assertThat(running()).isNull();
    }

    @Test
    void theRecordedSessionThatWasKilledIsStillInItsTool() {
        var killed = Capture.ofRecording("03-killed-mid-tool").hooks().getLast();

        assertThat(killed.links().running()).extracting(Running::tool).isEqualTo("Bash");
    }

    @Test
    void recordedSessionsThatEndedLeaveNothingOpen() {
        for (var name :
                new String[] {"01-normal-headless", "02-normal-interactive-compact-clear", "05-auto-compaction"}) {
            assertThat(Capture.ofRecording(name).hooks().getLast().links().running())
                    .as(name)
                    .isNull();
        }
    }
}
