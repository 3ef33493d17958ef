package continuity.missioncontrol.claudecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R22")
class CallIdTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private static String call(String tool, String argument, long millis) {
        return CallId.of(tool, Map.of("command", argument), START.plusMillis(millis));
    }

    @Test
    void theEndOfACallBelongsToTheLastOneBeforeItWithTheSameInput() {
        var announced =
                List.of(call("Bash", "ls", 0), call("Bash", "pwd", 10), call("Bash", "ls", 20), call("Bash", "ls", 40));

        assertThat(CallId.announced(announced, call("Bash", "ls", 30))).isEqualTo(call("Bash", "ls", 20));
        assertThat(CallId.announced(announced, call("Bash", "ls", 20))).isEqualTo(call("Bash", "ls", 20));
    }

    @Test
    void anEndThatNobodyAnnouncedKeepsItsOwnId() {
        var announced = List.of(call("Bash", "ls", 40), call("Read", "ls", 0));

        assertThat(CallId.announced(announced, call("Bash", "ls", 30))).isEqualTo(call("Bash", "ls", 30));
    }

    @Test
    void idsOfClientsThatGiveThemAreLeftAlone() {
        assertThat(CallId.announced(List.of("call-1", "call_01T00S00N0"), "call_01T00S00N1"))
                .isEqualTo("call_01T00S00N1");
        assertThat(CallId.announced(List.of("call-1"), "call-2")).isEqualTo("call-2");
    }
}
