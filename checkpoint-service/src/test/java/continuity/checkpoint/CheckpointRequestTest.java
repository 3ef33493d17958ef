package continuity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.kit.problem.InvalidInput;
import continuity.kit.problem.Problem;
import jakarta.ws.rs.BadRequestException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointRequestTest {

    private static final String BEGINNING = "{\"instance_id\": \"odin-PS-8f4a2b\", \"checkpoint_type\": \"manual\"";

    @Test
    @Tag("R42")
    void zeroPercentIsZero() {
        assertThat(read(BEGINNING + ", \"context_window_percent\": 0}").percent())
                .isEqualTo(0);
        assertThat(read(BEGINNING + "}").percent()).isNull();
    }

    @ParameterizedTest
    @Tag("R42")
    @ValueSource(strings = {"-1", "101", "50.5", "\"80\"", "99999999999", "true", "[]"})
    void aPercentageThatIsNoneIsRefusedByName(String percent) {
        assertThat(fieldsRefused(BEGINNING + ", \"context_window_percent\": " + percent + "}"))
                .containsExactly("context_window_percent");
    }

    @Test
    @Tag("R42")
    void everyBrokenRuleIsNamedAtOnce() {
        assertThat(fieldsRefused("{\"checkpoint_type\": \"MANUAL\", \"manual_note\": 3, \"reason\": \"boredom\"}"))
                .containsExactly("instance_id", "checkpoint_type", "reason", "manual_note");
    }

    @ParameterizedTest
    @Tag("R46")
    @ValueSource(ints = {1, 100, 40_000})
    void theWorkStateIsTheTextThatWasSent(int length) {
        var state = "{\n  \"a\" : [ {\"b\": \"}\\\"é😀" + "x".repeat(length) + "\"} , 1.0e2 ] }";

        var request = read(BEGINNING + ",\"work_state\" :\n " + state + "\t, \"manual_note\": \"n\" }");

        assertThat(request.workState()).isEqualTo(state);
        assertThat(request.manualNote()).isEqualTo("n");
    }

    @Test
    void aWorkStateIsAnObjectOrAbsent() {
        assertThat(read(BEGINNING + ", \"work_state\": null}").workState()).isNull();
        assertThat(fieldsRefused(BEGINNING + ", \"work_state\": \"{}\"}")).containsExactly("work_state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\": 1, \"a\": 2}", "{\"work_state\": {\"a\": 1, \"a\": 2}}", "{a}"})
    void whatIsNoJsonOrNamesAFieldTwiceIsMalformed(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(BadRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", BEGINNING + "} {}"})
    void aBodyIsExactlyOneObject(String body) {
        assertThat(fieldsRefused(body)).containsExactly("body");
    }

    private static CheckpointRequest read(String body) {
        return CheckpointRequest.read(body, Fixtures.JSON);
    }

    private static List<String> fieldsRefused(String body) {
        try {
            read(body);
            return List.of();
        } catch (InvalidInput e) {
            return e.errors().stream().map(Problem.FieldError::field).toList();
        }
    }
}
