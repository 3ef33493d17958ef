package continuity.missioncontrol.claudecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookBodyTest {

    private static @Nullable Map<String, Object> read(String json) throws IOException {
        return HookBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsEveryKindOfValueAndSkipsTheWholeFile() throws IOException {
        var body = read("""
                {"a": "x", "n": null, "i": 1, "d": 1.5, "t": true, "list": [1, null, {"b": []}],
                 "tool_response": {"originalFile": {"deep": ["secret"]}, "filePath": "/x"}}
                """);

        assertThat(body)
                .isEqualTo(Map.of(
                        "a",
                        "x",
                        "i",
                        1,
                        "d",
                        1.5,
                        "t",
                        true,
                        "list",
                        List.of(1, Map.of("b", List.of())),
                        "tool_response",
                        Map.of("filePath", "/x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"text\"", ""})
    void whatIsNoObjectIsNoHook(String json) throws IOException {
        assertThat(read(json)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "{", "{\"a\":", "{\"a\" 1}"})
    void whatIsNotJsonIsSaidToBeNone(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void endlessNestingIsNoHook() throws IOException {
        assertThat(read("{\"a\":" + "[".repeat(150) + "]".repeat(150) + "}")).isNull();
    }
}
