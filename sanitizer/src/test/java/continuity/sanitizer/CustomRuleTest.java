package continuity.sanitizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.sanitizer.Sanitizer.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R28")
class CustomRuleTest {

    private static final Sanitizer PLAIN = Sanitizer.withKey(new byte[] {1});
    private static final CustomRule BADGE = CustomRule.of("shop", "acme_badge", "BADGE-\\d{6}");
    private static final CustomRule VOUCHER = CustomRule.of("*", "voucher", "voucher ([A-Z]{8})");
    private static final Sanitizer SANITIZER = PLAIN.with(List.of(BADGE, VOUCHER));

    @Test
    void ruleOfAProjectHoldsThereAlone() {
        var text = "seen BADGE-123456 at the door";

        assertThat(SANITIZER.forProject("shop").text(text)).matches("seen \\[REDACTED:acme_badge#....] at the door");
        assertThat(SANITIZER.forProject("odin").text(text)).isEqualTo(text);
        assertThat(SANITIZER.text(text)).isEqualTo(text);
    }

    @Test
    void ruleForAllHoldsEverywhereAndTakesTheGroupAlone() {
        for (var sanitizer : List.of(SANITIZER, SANITIZER.forProject("shop"), SANITIZER.forProject("odin"))) {
            assertThat(sanitizer.inspect("voucher ABCDEFGH").findings()).containsExactly(new Finding("voucher", 1));
            assertThat(sanitizer.text("voucher ABCDEFGH")).startsWith("voucher [");
        }
    }

    @Test
    void ruleHoldsInsideJsonToo() {
        assertThat(SANITIZER
                        .forProject("shop")
                        .object(Map.of("door", List.of("BADGE-123456")))
                        .toString())
                .contains("[REDACTED:acme_badge#")
                .doesNotContain("123456");
    }

    /** Even one that matches everything, or our marks. */
    @ParameterizedTest
    @ValueSource(strings = {".*", "REDACTED", "[a-z]+", "#[0-9a-f]{4}", "(?s).", "x*"})
    void ruleOnlyEverAddsRedactions(String pattern) {
        var sanitizer = PLAIN.with(List.of(CustomRule.of("*", "own", pattern)));
        var text = "PASSWORD=swordfish and BADGE-123456";

        var once = sanitizer.text(text);

        assertThat(once).doesNotContain("swordfish");
        assertThat(sanitizer.text(once)).isEqualTo(once);
    }

    @Test
    void withoutRulesEverythingIsAsItWas() {
        assertThat(PLAIN.with(List.of()).forProject("shop").text("PASSWORD=swordfish"))
                .isEqualTo(PLAIN.text("PASSWORD=swordfish"));
    }

    @Test
    @Tag("R30")
    void catastrophicPatternIsHarmless() {
        var sanitizer = PLAIN.with(List.of(CustomRule.of("*", "own", "(a+)+$")));

        assertThat(sanitizer.text("a".repeat(100_000) + "!")).hasSize(100_001);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',own,a,project
                    shop,Own Type,a,type
                    shop,own,'',pattern
                    shop,own,(s3cr3t,pattern
                    shop,own,(?<=s3cr3t)x,pattern
                    shop,own,((s{1000}){1000}){1000},pattern
                    """)
    void refusalNamesTheFieldAndNeverQuotesIt(String project, String type, String pattern, String field) {
        assertThatThrownBy(() -> CustomRule.of(project, type, pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field)
                .hasMessageNotContaining("s3cr3t");
    }
}
