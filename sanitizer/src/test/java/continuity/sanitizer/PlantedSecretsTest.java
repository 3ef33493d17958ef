package continuity.sanitizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The secrets planted in recordings of real agent sessions, in the words that surrounded them there.
 *
 * <p>Each context is tried as it is, inside a JSON string, and inside a JSON string inside a JSON string.
 */
@Tag("R27")
class PlantedSecretsTest {

    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[] {1});

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void environmentFileAsWrittenReadAndPatched(long seed) {
        var shapes = new Shapes(seed);
        var secrets = List.of(
                shapes.urlPassword(),
                shapes.awsAccessKey(),
                shapes.awsSecretKey(),
                shapes.stripe(),
                shapes.slack(),
                shapes.sendgrid(),
                shapes.openai(),
                shapes.anthropic(),
                shapes.google(),
                shapes.gitlab());
        var lines = List.of(
                "# local development only",
                "DATABASE_URL=postgres://shop_admin:%s@db.internal.example:5432/shop".formatted(secrets.get(0)),
                "AWS_ACCESS_KEY_ID=" + secrets.get(1),
                "AWS_SECRET_ACCESS_KEY=" + secrets.get(2),
                "STRIPE_SECRET_KEY=" + secrets.get(3),
                "SLACK_BOT_TOKEN=" + secrets.get(4),
                "SENDGRID_API_KEY=" + secrets.get(5),
                "OPENAI_API_KEY=" + secrets.get(6),
                "ANTHROPIC_API_KEY=" + secrets.get(7),
                "GOOGLE_API_KEY=" + secrets.get(8),
                "GITLAB_TOKEN=" + secrets.get(9));

        assertGone(String.join("\n", lines) + "\n", secrets); // written
        assertGone(numbered(lines), secrets); // as Read shows it
        assertGone("+" + String.join("\n+", lines), secrets); // as a patch
        for (var line : lines) {
            assertGone(" " + line, secrets); // one line of structuredPatch
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void commandLines(long seed) {
        var shapes = new Shapes(seed);
        var github = shapes.githubClassic();
        var npm = shapes.npm();
        var bearer = shapes.opaque();
        var password = shapes.urlPassword();
        var keys = List.of(shapes.openai(), shapes.anthropic(), shapes.google());

        assertGone(
                "export GITHUB_TOKEN=" + github + " NPM_TOKEN=" + npm
                        + "; npm config set //registry.example.com/:_authToken $NPM_TOKEN --location project",
                List.of(github, npm));
        assertGone("//registry.example.com/:_authToken=" + npm, List.of(npm));
        assertGone(
                "curl -sS -m 2 -H 'Authorization: Bearer " + bearer + "' http://127.0.0.1:9/v1/prices",
                List.of(bearer));
        assertGone("printf 'OPENAI_API_KEY=%s\\nANTHROPIC_API_KEY=%s\\n' " + String.join(" ", keys) + " >> .env", keys);
        assertGone(
                "node -e \"console.error('connect failed:', 'postgres://shop_admin:" + password
                        + "@db.internal.example:5432/shop'); process.exit(3)\"",
                List.of(password));
        assertGone(
                "Exit code 3\n7\nconnect failed: postgres://shop_admin:" + password + "@db.internal.example:5432/shop",
                List.of(password));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void promptsAndAnswers(long seed) {
        var shapes = new Shapes(seed);
        var token = shapes.githubFineGrained();
        var password = shapes.password();
        var jwt = shapes.jwt();

        assertGone(
                "Store the deploy key and the registry tokens. The release token is " + token
                        + " and the admin password is " + password + " - keep both out of the repository.",
                List.of(token, password));
        assertGone("and the admin password is " + password.substring(0, 13) + "…", List.of(password.substring(0, 13)));
        assertGone(
                "The database refused the connection; the session cookie " + jwt + " is still valid.",
                List.of(jwt.substring(0, jwt.indexOf('.')), jwt.substring(jwt.indexOf('.') + 1)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void privateKeys(long seed) {
        var key = new Shapes(seed).privateKey();
        var lines = key.lines().toList();
        var body = lines.subList(1, lines.size() - 1);

        assertGone(key + "\n", body);
        assertGone(numbered(lines), body);
        assertGone(numbered(lines.subList(0, 4)), body);
        assertGone(String.join("\n", lines.subList(0, 4)), body);
        assertGone(String.join("\n", lines.subList(0, 4)) + "\n\nand then some words", body);
        assertThat(SANITIZER.text(String.join("\n", lines.subList(0, 4)) + "\n\nand then some words"))
                .endsWith("and then some words");
    }

    @Test
    void linesOfAPrivateKeyInAList() {
        var lines = new Shapes(1).privateKey().lines().map(line -> "+" + line).toList();

        var clean = SANITIZER.json(Stream.of(List.of(" before"), lines, List.of(" after"))
                .flatMap(List::stream)
                .toList());

        assertThat(String.valueOf(clean))
                .startsWith("[ before, ")
                .endsWith(",  after]")
                .doesNotContain(lines.subList(1, lines.size() - 1).stream()
                        .map(line -> line.substring(1))
                        .toList());
    }

    private static String numbered(List<String> lines) {
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i + 1).append('\t').append(lines.get(i)).append('\n');
        }
        return text.toString();
    }

    private static void assertGone(String text, List<String> secrets) {
        var variant = text;
        for (int depth = 0; depth < 3; depth++) {
            assertThat(SANITIZER.text(variant)).doesNotContain(secrets);
            variant = "{\"content\": \"" + escaped(variant) + "\"}";
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }
}
