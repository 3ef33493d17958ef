package continuity.commandlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import continuity.kit.problem.InvalidInput;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestItemsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"[ {\"a\": \"ü\"} , {\"a\": 2}]", "\uFEFF[{\"a\": \"ü\"}, {\"a\": 2}]"})
    void eachItemIsReadFromItsPlace(String body) {
        var request = RequestItems.read(body.getBytes(StandardCharsets.UTF_8), JSON);

        assertThat(request.isBatch()).isTrue();
        assertThat(request.items()).extracting(RequestItems.Item::bytes).containsExactly(11, 8);
        assertThat(request.items()).extracting(item -> item.fields().any("a")).containsExactly("ü", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE"})
    void anotherEncodingIsRefused(String encoding) {
        var body = "[{\"a\": 1}]".getBytes(Charset.forName(encoding));

        assertThatThrownBy(() -> RequestItems.read(body, JSON))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("must be UTF-8");
    }

    @Test
    void nothingIsMadeOfAnItemThatIsTooLarge() {
        var builtNever = JsonMapper.builder()
                .addModule(new SimpleModule().addDeserializer(Object.class, new Unwanted()))
                .build();
        var body = "[{\"a\": [" + "{},".repeat(RequestItems.MAX_ITEM / 3) + "{}]}]";

        var item = RequestItems.read(body.getBytes(StandardCharsets.UTF_8), builtNever)
                .items()
                .getFirst();

        assertThatThrownBy(item::fields).isInstanceOf(Refused.TooLarge.class);
    }

    private static final class Unwanted extends JsonDeserializer<Object> {
        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            throw new AssertionError("a value was built");
        }
    }
}
