package continuity.sanitizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code @} stands for the secret. */
@Tag("R27")
class NamedSecretsTest {

    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[] {1});

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PASSWORD=@",
                "DB_PASS=@",
                "export APP_TOKEN=@; run",
                "export A_TOKEN=@ B=1",
                "PGPASSWORD=@ psql",
                "SECRET_KEY=@\nDEBUG=1",
                "12\tAWS_SECRET_ACCESS_KEY=@",
                "+  client_secret: @",
                "spring.datasource.password=@",
                "password = @",
                "pwd: @",
                "passphrase: \"@\"",
                "{\"password\": \"@\", \"a\": 1}",
                "{'apiKey': '@'}",
                "{\\\"refresh_token\\\": \\\"@\\\"}",
                "{\\\\\\\"clientSecret\\\\\\\": \\\\\\\"@\\\\\\\"}",
                "password: |\n  @\nnext: 1",
                "<password>@</password>",
                "const password = '@';",
                "password: str = \"@\"",
                "user[\"password\"] = \"@\"",
                "if (secret == \"@\") {",
                "request.set(\"Authorization\", \"Bearer @\")",
                "user.setPassword(\"@\")",
                "CREATE ROLE app PASSWORD '@'",
                "tool --password @ --verbose",
                "tool --token=@ run",
                "tool --api-key '@' run",
                "//registry.example.com/:_authToken=@",
                "Server=db;User Id=sa;Password=@;Database=shop",
                "https://example.com/cb?access_token=@&state=1",
                "env: API_KEY=@\\nFOO=bar"
            })
    void valueOfATellingName(String context) {
        assertOnlySecretGoes(context, "Tr0ub" + "adour99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PASSWORD=@",
                "DB_PASS=@\n",
                "{\"password\": \"@\"}",
                "password: @\n",
                "  db_password: @\n",
                "const secret = '@'",
                "tool --password @",
                "curl -H \"X-API-Key: @\" http://localhost/"
            })
    void evenIfItIsAPlainWord(String context) {
        assertOnlySecretGoes(context, "swordfish");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"password: \"@\"", "{\"passphrase\":\"@\"}", "export PASSWORD='@'", "sshpass -p '@' ssh bob@host"
            })
    void quotesKeepAValueWithBlanksTogether(String context) {
        var secret = "correct horse battery";
        assertThat(SANITIZER.text(context.replaceFirst("@", secret))).doesNotContain("correct", "horse", "battery");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer @",
                "authorization: Basic @",
                "curl -H 'Authorization: Bearer @' http://localhost/",
                "-H \\\"Authorization: token @\\\"",
                "x-api-key: @",
                "\"Proxy-Authorization\": \"Bearer @\"",
                "called with Bearer @ today"
            })
    void credentialOfAHeader(String context) {
        assertOnlySecretGoes(context, new Shapes(1).opaque());
    }

    @Test
    void wholeLineOfCookies() {
        var cookies = "sid=" + new Shapes(2).opaque() + "; theme=dark";

        assertThat(SANITIZER.text("Cookie: " + cookies + "\nHost: a"))
                .matches("Cookie: \\[REDACTED:secret#....]\nHost: a");
        assertThat(SANITIZER.text("curl -H 'Cookie: " + cookies + "' http://a/"))
                .matches("curl -H 'Cookie: \\[REDACTED:secret#....]' http://a/");
        assertThat(SANITIZER.text("Set-Cookie: " + cookies + "; Path=/; HttpOnly"))
                .matches("Set-Cookie: \\[REDACTED:secret#....]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the admin password is @ - keep it",
                "I set the password to @ yesterday",
                "password for the staging db is `@`.",
                "The password is:\n\n@",
                "**Password:** @",
                "let me use password @ for now",
                "Password (admin): @",
                "the database password will be \"@\" from now on"
            })
    void passwordInASentence(String context) {
        for (int seed = 0; seed < 20; seed++) {
            assertOnlySecretGoes(context, new Shapes(seed).password());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql -u root -p@ shop", "sshpass -p @ ssh host", "docker login -u bob -p @ registry.example.com",
                "curl -u bob:@ https://example.com/", "curl -s --user \"bob:@\" https://example.com/",
                        "redis-cli -a @ ping"
            })
    void shortOptionOfAKnownCommand(String context) {
        assertOnlySecretGoes(context, "Tr0ub" + "adour99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://shop:@@db.example:5432/shop",
                "redis://:@@localhost:6379",
                "git clone https://bob:@@git.example/a.git",
                "mongodb+srv://bob:@@a.example,b.example/x",
                "amqp:\\/\\/bob:@@mq.example\\/"
            })
    void passwordInAUrl(String context) {
        for (var secret : new String[] {"Tr0ub" + "adour99", "p" + "@ss@w0rd", "hun" + "/ter2"}) {
            var text = context.replaceFirst("@", secret);
            assertThat(SANITIZER.text(text))
                    .matches(Pattern.quote(text).replace(secret, "\\E\\[REDACTED:secret#....]\\Q"));
        }
    }

    private static void assertOnlySecretGoes(String context, String secret) {
        var clean = SANITIZER.text(context.replaceFirst("@", secret));

        assertThat(clean.replaceFirst("\\[REDACTED:secret#[0-9a-f]{4}]", "@")).isEqualTo(context);
    }
}
