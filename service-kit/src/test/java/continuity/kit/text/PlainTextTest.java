package continuity.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"003", "epic-003", "Prüfung – zwei", "修复", "🚀"})
    void acceptsWhatPeopleWrite(String text) {
        assertThat(PlainText.isLine(text, 20)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "two\nlines", "\u001b[31mred", "\u202eright to left", "nul\u0000", "\ud800"})
    void refusesWhatWouldSteerATerminal(String text) {
        assertThat(PlainText.isLine(text, 20)).isFalse();
    }

    @Test
    void countsCharacters() {
        assertThat(PlainText.isLine("a".repeat(20), 20)).isTrue();
        assertThat(PlainText.isLine("a".repeat(21), 20)).isFalse();
    }

    @Test
    void refusesTreesThatTheDatabaseCannotHold() {
        assertThat(PlainText.isStorable(Map.of("a", List.of("b\n", 1, true)))).isTrue();
        assertThat(PlainText.isStorable(Map.of("a", List.of("b\u0000")))).isFalse();
        assertThat(PlainText.isStorable(Map.of("\ud800", 1))).isFalse();
    }
}
