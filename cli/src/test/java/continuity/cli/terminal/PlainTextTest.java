package continuity.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u001b[31mb", // colour
                "a\u001b[2J\u001b[1;1Hb", // clear and go home
                "a\u001b]0;title\u0007b", // window title
                "a\u001b]8;;http://evil\u001b\\b", // link
                "a\u001bPq\u001b\\b", // device control
                "a\u009b31mb", // colour, introduced by one character
                "a\rb",
                "a\bb",
                "a\u0000b",
                "a\u007fb",
                "a\u202eb", // writes the rest backwards
                "a\u2066b"
            })
    void whatATerminalWouldObeyIsGone(String text) {
        assertThat(PlainText.of(text)).isEqualTo("ab");
    }

    @Test
    void anEscapeSequenceThatNeverEndsHidesNothing() {
        assertThat(PlainText.of("a\u001b]0;b\nc")).isEqualTo("a]0;b\nc");
    }

    @Test
    void linesTabsAndLettersOfAllLanguagesStay() {
        assertThat(PlainText.of("Größe\t日本\r\n🙂")).isEqualTo("Größe\t日本\n🙂");
    }

    @Test
    void oneLineHasNoBreaks() {
        assertThat(PlainText.oneLine(" a\r\n\tb\u2028c ")).isEqualTo("a b c");
    }

    @Test
    void jsonIsSafeToPrintAndStillTheSameDocument() throws JsonProcessingException {
        var json = new ObjectMapper();
        var document = json.createObjectNode().put("goal", "a\u001b[31m\u009b\u202e\u007f\\ é");

        var printed = PlainText.of(document);

        assertThat(printed).doesNotContainPattern("[\\p{Cc}\\u202e&&[^\n]]").contains("é");
        assertThat(json.readTree(printed)).isEqualTo(document);
    }
}
