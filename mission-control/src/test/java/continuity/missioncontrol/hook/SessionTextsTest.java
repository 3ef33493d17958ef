package continuity.missioncontrol.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SessionTextsTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void theOnlySessionIsNotTheFirstOne() throws JsonProcessingException {
        var one = json("[{\"instance_id\":\"shop-PS-aaaaaa\",\"age_seconds\":59}]");

        assertThat(SessionTexts.resumable(one, "shop-PS-999999"))
                .isEqualTo(" 1 interrupted session of this project can be resumed: shop-PS-aaaaaa"
                        + " (last seen less than a minute ago). The prompt `resume aaaaaa` restores it.");
    }

    @Test
    void ofSeveralThePromptRestoresTheFirst() throws JsonProcessingException {
        var two = json("[{\"instance_id\":\"shop-PS-aaaaaa\",\"age_seconds\":60},"
                + "{\"instance_id\":\"shop-PS-bbbbbb\",\"age_seconds\":7300}]");

        assertThat(SessionTexts.resumable(two, "shop-PS-999999"))
                .contains("last seen 1 min ago", "last seen 2 h ago")
                .endsWith("`resume aaaaaa` restores the first.");
    }

    @Test
    void aListOfOtherProjectsSaysSo() throws JsonProcessingException {
        var question = json(
                "{\"rule\":\"latest_elsewhere\",\"matches\":[{\"n\":1,\"instance_id\":\"api-PS-aaaaaa\",\"age_seconds\":60}]}");

        assertThat(SessionTexts.choice(question))
                .startsWith("No session of this project")
                .contains("1. api-PS-aaaaaa");
    }
}
