package continuity.resume.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the lines of a {@code .gitignore} mean. */
class IgnoreRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            .env          | .env           | true
            .env          | api/.env       | true
            .env          | .envrc         | false
            dist/         | web/dist/a/b   | true
            /dist         | web/dist/a     | false
            *.log         | a/b.log        | true
            *.log         | b.log.txt      | false
            build/*.o     | build/x.o      | true
            build/*.o     | build/a/x.o    | false
            **/tmp        | a/b/tmp/c      | true
            docs/**       | docs/a/b       | true
            a?c           | abc            | true
            a.c           | abc            | false
            !keep         | !keep          |
            # a comment   | # a comment    |
            *a*a*b        | aab            |
            """)
    void aRuleLeavesOutWhatItMeans(String rule, String file, @Nullable Boolean isLeftOut) {
        var rules = IgnoreRules.of("/home/dev/shop/.gitignore", rule);

        assertThat(rules.stream()
                        .map(one -> IgnoreRules.matching(one)
                                .matcher("/home/dev/shop/" + file)
                                .matches())
                        .toList())
                .isEqualTo(isLeftOut == null ? List.of() : List.of(isLeftOut));
    }

    @Test
    void onlyThatFileHasRules() {
        assertThat(IgnoreRules.of("/home/dev/shop/README.md", ".env")).isEmpty();
        assertThat(IgnoreRules.of("/home/dev/shop/.gitignore", "a\n\n b \r\nc")).hasSize(3);
    }
}
