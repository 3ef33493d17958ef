package continuity.commandlog.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R73")
class WordsTest {

    @Test
    void wordsAreRunsOfLettersAndDigitsInAnyCaseOnce() {
        assertThat(Words.of("Foo.bar(x1), foo_BAR", "é-日本語 42%")).containsExactly("foo", "bar", "x1", "é", "日本語", "42");
        assertThat(Words.of("'\\&|!():*<-> %_")).isEmpty();
    }

    @Test
    void aWordOfAnyLengthIsStoredInPiecesAndFoundAgain() {
        var word = "😀".repeat(3) + "𝔘".repeat(150);

        assertThat(Words.of(word)).containsExactly("𝔘".repeat(100), "𝔘".repeat(50));
        assertThat(Words.query(word)).isEqualTo("'" + "𝔘".repeat(100) + "':* & '" + "𝔘".repeat(50) + "':*");
    }

    @Test
    void aTextWithoutWordsAsksForNothing() {
        assertThat(Words.query("--- !")).isEmpty();
    }
}
