package continuity.bench.resume.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<String> commands(String hook) throws JsonProcessingException {
        var settings = new ClientSettings(JSON.readTree("""
                {"hooks": {
                  "Stop": [{"hooks": [{"command": "a"}, {"command": "b"}]}],
                  "PostToolUse": [{"matcher": "*", "hooks": [{"command": "a"}]},
                                  {"matcher": "Bash|Edit", "hooks": [{"command": "b"}]}],
                  "SessionStart": [{"matcher": "startup|resume", "hooks": [{"command": "c"}]}]}}"""));
        return settings.commands(JSON.readTree(hook));
    }

    @Test
    void everyCommandOfAHookIsRunInTurn() throws JsonProcessingException {
        assertThat(commands("{\"hook_event_name\":\"Stop\"}")).containsExactly("a", "b");
        assertThat(commands("{\"hook_event_name\":\"Elicitation\"}")).isEmpty();
    }

    @Test
    void aMatcherIsAboutTheToolOrWhatElseTheHookIsOf() throws JsonProcessingException {
        assertThat(commands("{\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Edit\"}"))
                .containsExactly("a", "b");
        assertThat(commands("{\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"NotebookEdit\"}"))
                .containsExactly("a");
        assertThat(commands("{\"hook_event_name\":\"SessionStart\",\"source\":\"startup\"}"))
                .containsExactly("c");
        assertThat(commands("{\"hook_event_name\":\"SessionStart\",\"source\":\"clear\"}"))
                .isEmpty();
    }
}
