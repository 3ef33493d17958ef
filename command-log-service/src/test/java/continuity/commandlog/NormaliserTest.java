package continuity.commandlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliserTest {

    @ParameterizedTest
    @CsvSource({"a\0b, a\uFFFDb", "\uD83D, \uFFFD", "\uDE00x, \uFFFDx", "x\uDE00\uD83D, x\uFFFD\uFFFD"})
    void replacesWhatNoDatabaseTakes(String text, String storable) {
        assertThat(Normaliser.text(text)).isEqualTo(storable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "smile \uD83D\uDE00", "tab\tline\nbell\u0007", "ünïcödé"})
    void leavesEverythingElseAsItIs(String text) {
        assertThat(Normaliser.text(text)).isSameAs(text);
    }

    @Test
    void reachesNamesAndValuesAtEveryDepth() {
        var tree = Map.of("li\0st", List.of(Map.of("na\0me", "va\0lue"), 1, true));

        assertThat(Normaliser.object(tree))
                .isEqualTo(Map.of("li\uFFFDst", List.of(Map.of("na\uFFFDme", "va\uFFFDlue"), 1, true)));
    }

    @Test
    void numbersThatAreNotFiniteBecomeTexts() {
        assertThat(Normaliser.json(List.of(Double.NaN, Double.POSITIVE_INFINITY, 1.5, Long.MAX_VALUE)))
                .isEqualTo(List.of("NaN", "Infinity", 1.5, Long.MAX_VALUE));
    }

    @Test
    void numbersThatAreLongWithoutAnExponentBecomeTexts() {
        var googol = BigInteger.TEN.pow(100);

        assertThat(Normaliser.json(List.of(1e308, -1e-300, googol, new BigDecimal("1e-999999999"))))
                .isEqualTo(List.of("1.0E308", "-1.0E-300", googol.toString(), "1E-999999999"));
        assertThat(Normaliser.json(List.of(1e38, 1e-38, 0.0, Double.MIN_NORMAL * 0)))
                .isEqualTo(List.of(1e38, 1e-38, 0.0, 0.0));
    }

    @Test
    void keepsSoManyValuesAndMarksThatThereWereMore() {
        var many = Collections.nCopies(2 * Normaliser.MAX_NODES, Map.of());

        var kept = Normaliser.object(Map.of("many", many));

        assertThat(kept.get("many"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(Normaliser.MAX_NODES)
                .endsWith(Map.of(), Normaliser.TOO_MANY);
        assertThat(Normaliser.object(kept)).isEqualTo(kept);
    }

    @Test
    void anObjectKeepsItsOwnFieldsBehindTooManyValues() {
        var item = new LinkedHashMap<String, Object>();
        item.put("many", Collections.nCopies(2 * Normaliser.MAX_NODES, 1));
        item.put("more", Map.of("a", 1));
        item.put("instance_id", "odin-PS-000001");

        assertThat(Normaliser.object(item))
                .containsEntry("more", Map.of("a", Normaliser.TOO_MANY))
                .containsEntry("instance_id", "odin-PS-000001");
    }

    @Test
    void cutsWhatIsNestedTooDeeply() {
        var kept = nested(Normaliser.MAX_DEPTH);
        var tooDeep = nested(Normaliser.MAX_DEPTH + 1);

        assertThat(Normaliser.json(kept)).isEqualTo(kept);
        assertThat(String.valueOf(Normaliser.json(tooDeep))).contains(Normaliser.TOO_DEEP);
    }

    @Test
    void isIdempotent() {
        var once = Normaliser.json(List.of("a\0\uD83D", Double.NaN, nested(200)));

        assertThat(Normaliser.json(once)).isEqualTo(once);
    }

    private static Object nested(int levels) {
        var tree = new ArrayList<Object>();
        for (int i = 1; i < levels; i++) {
            tree = new ArrayList<>(List.of(tree));
        }
        return tree;
    }
}
