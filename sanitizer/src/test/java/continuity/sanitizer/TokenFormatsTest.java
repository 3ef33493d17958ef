package continuity.sanitizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenFormatsTest {

    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[] {1});

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R27")
    void tokensOfKnownFormatsAreMarkedWithTheirTypeWhereverTheyStand(long seed) {
        var contexts = List.of(
                "%s",
                "see %s.", "(%s)", "\"%s\"", "a\\n%s\\nb", "x=%s;", "\u001b[32m%s\u001b[0m", "?q=%s&r=1", "%%3D%s");
        for (var token : new Shapes(seed).tokens()) {
            for (var context : contexts) {
                assertThat(SANITIZER.text(context.formatted(token.value())))
                        .as(token.type() + " in " + context)
                        .contains("[REDACTED:" + token.type() + "#")
                        .doesNotContain(token.value().substring(token.value().length() - 12));
            }
        }
    }

    @Test
    void tokenWrappedAtTheEndOfALineIsTakenWhole() {
        var token = new Shapes(3).githubClassic();
        var wrapped = token.substring(0, 25) + "\n    " + token.substring(25);

        assertThat(SANITIZER.text("use " + wrapped + "\nfor it")).matches("use \\[REDACTED:github_token#....]\nfor it");
        assertThat(SANITIZER.text("use " + wrapped.replace("\n", "\\n") + " for it"))
                .matches("use \\[REDACTED:github_token#....] for it");
    }

    @Test
    void tokenCutByAnEllipsisIsKnownByItsPrefix() {
        var token = new Shapes(4).githubClassic().substring(0, 4) + "A1b2C3";

        assertThat(SANITIZER.text("token " + token + "…")).matches("token \\[REDACTED:github_token#....]…");
    }

    @Test
    void certificatesAndPublicKeysStay() {
        var certificate = "-----BEGIN CERTIFICATE-----\n" + new Shapes(5).base64(64) + "\n-----END CERTIFICATE-----\n";

        assertThat(SANITIZER.text(certificate)).isEqualTo(certificate);
    }
}
