package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.kit.problem.InvalidInput;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void survivesTheWayToTheClientAndBack() {
        var cursor = new Cursor("odin", Instant.parse("2026-03-01T10:00:00.123456Z"), "odin-PS-8f4a2b");

        assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
        assertThat(Cursor.parse(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "b2Rpbg", "YQpiCmM"})
    void refusesWhatIsNotOurs(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(InvalidInput.class);
    }
}
