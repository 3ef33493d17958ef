package continuity.sanitizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.sanitizer.Sanitizer.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SanitizerTest {

    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[] {1});

    static LongStream seeds() {
        return new Random(42).longs(300);
    }

    @Test
    @Tag("R101")
    void sameSecretHasTheSameMarkWhereverItStands() {
        var token = new Shapes(1).githubClassic();
        var password = "Tr0ub" + "adour99";
        var texts = List.of("GITHUB_TOKEN=" + token, "https://" + token + "@github.com/a/b", "see " + token);
        var passwords =
                List.of("PASSWORD=" + password, "redis://:" + password + "@cache", "the password is " + password);

        assertThat(texts.stream().map(SanitizerTest::markIn)).allMatch(markIn(texts.getFirst())::equals);
        assertThat(passwords.stream().map(SanitizerTest::markIn)).allMatch(markIn(passwords.getFirst())::equals);
        assertThat(markIn(texts.getFirst())).isNotEqualTo(markIn(passwords.getFirst()));
    }

    @Test
    @Tag("R101")
    void anotherKeyMakesAnotherMark() {
        var text = "PASSWORD=swordfish";

        assertThat(Sanitizer.withKey(new byte[] {2}).text(text)).isNotEqualTo(SANITIZER.text(text));
        assertThat(Sanitizer.withKey(new byte[] {1}).text(text)).isEqualTo(SANITIZER.text(text));
        assertThatThrownBy(() -> Sanitizer.withKey(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void marksThatAreAlreadyThereStay() {
        var text =
                "PASSWORD=[REDACTED:secret#12ab] Authorization: Bearer [REDACTED:jwt#0000] https://a:[REDACTED:secret#12ab]@b/";

        assertThat(SANITIZER.text(text)).isSameAs(text);
    }

    @Test
    void tellsWhatItFound() {
        var shapes = new Shapes(2);
        var text = "A_TOKEN=" + shapes.githubClassic() + "\n" + shapes.githubFineGrained() + "\nPASSWORD=swordfish";

        assertThat(SANITIZER.inspect(text).findings())
                .containsExactly(new Finding("github_token", 2), new Finding("secret", 1));
        assertThat(SANITIZER.inspect("nothing").findings()).isEmpty();
    }

    /**
     * Fragments of everything that the rules look for, thrown together: nothing breaks, and twice is as good as once.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R30")
    void sanitisingTwiceIsSanitisingOnce(long seed) {
        var random = new Random(seed);
        var fragments = fragments(seed);
        var text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            text.append(fragments.get(random.nextInt(fragments.size())));
            if (random.nextInt(20) == 0) {
                text.append((char) random.nextInt(Character.MAX_VALUE)); // lone surrogates and NUL too
            }
        }

        var once = SANITIZER.text(text.toString());

        assertThat(SANITIZER.text(once)).isEqualTo(once);
    }

    private static List<String> fragments(long seed) {
        var shapes = new Shapes(seed);
        var fragments = new ArrayList<>(
                shapes.tokens().stream().map(Shapes.Token::value).toList());
        fragments.addAll(List.of(
                "password",
                "token",
                " is ",
                "=",
                ": ",
                ":",
                "\"",
                "'",
                "\\\"",
                "\\",
                "\n",
                "\\n",
                " ",
                " ",
                ", ",
                ";",
                "://",
                "@",
                "/",
                "bob",
                "x",
                "…",
                "(",
                ")",
                "<",
                ">",
                "Bearer ",
                "Basic ",
                "Cookie: ",
                "a=b; ",
                "curl -u ",
                "mysql -p",
                "--",
                "-p ",
                "key",
                "api",
                "-----BEGIN ",
                "-----END ",
                "PRIVATE KEY-----",
                "[REDACTED:",
                "secret#12ab]",
                "[REDACTED:secret#12ab]",
                "$",
                "{",
                "}",
                "+",
                "*",
                "|",
                "&",
                shapes.password(),
                shapes.opaque()));
        return fragments;
    }

    private static String markIn(String text) {
        return SANITIZER.text(text).replaceAll("(?s).*(\\[REDACTED:[^]]*]).*", "$1");
    }
}
