package continuity.commandlog.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R107")
class WordsTest {

    private static final Pattern BETWEEN = Pattern.compile("[ \n:]");
    private static final String PATH = "Read /home/dev/shop/src/test/java/CartTest.java:42";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/dev/shop/src/test/java/CartTest.java",
                "home/dev/shop/src/test/java/CartTest.java",
                "shop/src/test/java/CartTest.java",
                "./test/java/CartTest.java",
                "java/CartTest.java",
                "CartTest.java",
                "carttest.JAVA",
                "CartTest",
                "Cart",
                "java",
                "src/test/",
                "CartTest.java:42",
                "\"CartTest.java\"",
                "java\\CartTest.java",
                "Cart%",
            })
    void aFileIsFoundByItsPathByThePathsEndAndByItsName(String asked) {
        assertThat(fits(PATH, asked)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CartTest.jav",
                "artTest.java",
                "main/java/CartTest.java",
                "test/CartTest.java",
                "Cart_est",
                "C*",
                "CartTest|x",
                "!x",
                "'CartTest':*x",
            })
    void noCharacterStandsForOthers(String asked) {
        assertThat(fits(PATH, asked)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "cart-service, cart-service cart service",
        "retry_count, retry_count retry count",
        "HTTPServerError, httpservererror http server error",
        "odin-PS-8f4a2b, odin-ps-8f4a2b odin ps 8f4a2b",
        "1.2.3, 1.2.3",
        "v1.2.3-rc1, v1.2.3-rc1 v1.2 v1 2 3 rc1",
        "4f1b2c3d-0000-4000-8000-1234567890ab, 4f1b2c3d-0000-4000-8000-1234567890ab",
        "(foo), foo",
        "--dry-run, dry-run dry run",
        "__init__.py, init__.py init py",
        "größe, größe",
    })
    void aWordIsWrittenAsItselfAndAsItsParts(String word, String terms) {
        assertThat(written(word)).containsExactlyInAnyOrder(terms.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "595f8a6, true",
        "595f8a6c01, true",
        "595f8a, false",
        "4f1b2c3d-00, true",
        "4f1b2c3, true",
        "4f1b2-3, false",
        "95f8a6c01, false",
    })
    void anIdIsFoundByItsFirstSevenDigits(String asked, boolean isFound) {
        assertThat(fits(
                        "commit 595f8a6c0123456789abcdef0123456789abcdef of 4f1b2c3d-0000-4000-8000-1234567890ab",
                        asked))
                .isEqualTo(isFound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "' | '", "_", "--", "\\", "", "🙂"})
    void withoutLettersAndDigitsNothingIsAsked(String asked) {
        assertThat(Words.ask(asked)).isEmpty();
    }

    @Test
    void whatIsTooLongIsFoundByItsBeginningOnly() {
        var blob = "aB".repeat(5_000);

        assertThat(written(blob)).containsExactly("ab".repeat(Words.MAX_TERM / 2));
        assertThat(fits(blob, blob)).isTrue();
    }

    @Test
    void aCharacterAtTheCutIsNotHalved() {
        var term = Words.cut("x".repeat(Words.MAX_TERM - 1) + "\uD835\uDC00");

        assertThat(term).isEqualTo("x".repeat(Words.MAX_TERM - 1));
    }

    /** Whatever stands in a text between separators is found in it, and so is everything at once. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyWordOfATextFindsIt(long seed) {
        var random = new Random(seed);
        var alphabet = "aZé9._-/ \n:'\"\\%&|!()*\uD835\uDC00";
        var text = new StringBuilder();
        for (int i = random.nextInt(400); i > 0; i--) {
            var at = random.nextInt(alphabet.length());
            text.append(alphabet.charAt(at));
        }

        assertThat(fits(text.toString(), text.toString())).isTrue();
        for (var word : BETWEEN.splitAsStream(text).toList()) {
            assertThat(fits(text.toString(), word)).as(word).isTrue();
        }
    }

    static LongStream seeds() {
        return new Random(107).longs(200);
    }

    private static boolean fits(String text, String asked) {
        var written = written(text);
        return Words.ask(asked).stream()
                .allMatch(word -> word.isBeginning()
                        ? written.stream().anyMatch(term -> term.startsWith(word.term()))
                        : written.contains(word.term()));
    }

    private static Set<String> written(String text) {
        var terms = new HashSet<String>();
        Words.write(text, terms::add);
        return terms;
    }
}
