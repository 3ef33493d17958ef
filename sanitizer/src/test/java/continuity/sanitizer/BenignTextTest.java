package continuity.sanitizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R29")
class BenignTextTest {

    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[] {1});

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens_used: 1234, tokens_available=5000, state_keys: a,b, keyword: foo, keyboard=us, monkey: x, primary_key: id",
                "the bearer of bad news",
                "the token count is 1500, tokens: 1,500, max_tokens=4096 --max-tokens 4096",
                "2026-11-20T09:45:13.376Z v1.2.3-beta.4 /home/dev/shop/src/auth.ts:12:5",
                "odin-PS-8f4a2b@odin3",
                "\"resolved\": \"https://registry.npmjs.org/@babel/core/-/core-7.1.0.tgz\"",
                "const password = process.env.DB_PASSWORD",
                "token = getToken()",
                "interface A { token: string; password?: string }",
                "echo $NPM_TOKEN ${SECRET}; export A_TOKEN=$B_TOKEN C_PASSWORD=\"${C}\" D_SECRET=$(cat x)",
                "Authorization: Bearer <token>",
                "curl -H \"Authorization: Bearer $TOKEN\" http://localhost/",
                "npm config set //registry.example.com/:_authToken $NPM_TOKEN --location project",
                "printf 'OPENAI_API_KEY=%s\\nANTHROPIC_API_KEY=%s\\n' $A $B",
                "fix(auth): add password reset; auth: handle token expiry",
                "# pass 5\n# fail 0\nℹ pass 12",
                "docker run -p 8080:80 nginx; mkdir -p foo; mysql -u root -p shop",
                "login(user, password=password, token=self.token)",
                "if (!token) return null; token = null; password: None",
                "def login(user: str, password: str, token: Optional[str] = None) -> bool:",
                "Store the deploy key and the registry tokens.",
                "The password is required and has at least 8 characters.",
                "\"Bearer \" + token; log(\"token \" + token + \"!\"); -H \"Authorization: Bearer $T\" NAME URL",
                "quarkus.http.auth.permission.health.policy=permit",
                "io.jwt.auth.principal.ParseException: SRJWT07000: failed",
                "the token is expired; the cookie is HttpOnly",
                "print(\"password: \" + pw + \" token: \" + t)",
                "\"token=\" + token + \"&x=1\"",
                "kubectl get secret my-secret-2 -o yaml",
                "secretKeyRef: {name: db, key: password}",
                "PASSWORD_FILE=/run/secrets/db",
                "SSH private key: ~/.ssh/id_ed25519",
                "http://localhost:8080/@fs/x git@github.com:a/b.git",
                "postgres://app:${DB_PASSWORD}@db/shop https://bob:<password>@example.com/",
                "import { token } from './token'; import auth from \"../auth.js\"",
                "tests/auth.test.js token.spec.ts:12:5",
                "Basic authentication is used, with basic configuration",
                "| password | string | The password |",
                "npm_config_registry=https://registry.npmjs.org/ npm_lifecycle_event=test",
                "secrets: inherit",
                "password: <your password>",
                "password: ********",
                "the api key is stored in the vault",
                "Passwords are hashed with sha256 and bcrypt-10",
                "token: ${{ secrets.GITHUB_TOKEN }}",
                "grep -c KEY .env",
                "const tokens = tokenize(input); let cookie = parse(header)"
            })
    void textWithoutSecretsStaysAsItIs(String text) {
        assertThat(SANITIZER.text(text)).isSameAs(text);
    }

    @Test
    @Tag("R102")
    void identifiersStayAsTheyAre() {
        for (int seed = 0; seed < 500; seed++) {
            var shapes = new Shapes(seed);
            var text = String.join(
                    "\n",
                    "commit " + shapes.hex(40),
                    shapes.hex(7) + " Fix the token count (#12)",
                    "index " + shapes.hex(7) + ".." + shapes.hex(7) + " 100644",
                    UUID.nameUUIDFromBytes(new byte[] {(byte) seed}).toString(),
                    "\"integrity\": \"sha512-" + shapes.base64(86) + "==\",",
                    "sha256:" + shapes.hex(64),
                    "01ARZ3NDEKTSV4RRFFQ69G5" + shapes.hex(3).toUpperCase(java.util.Locale.ROOT),
                    "toolu_01" + shapes.urlPassword(),
                    "/home/dev/" + shapes.hex(8) + "/" + shapes.urlPassword() + ".ts");

            assertThat(SANITIZER.text(text)).isEqualTo(text);
        }
    }

    @Test
    void fieldsOfOurOwnStayAsTheyAre() {
        var event = Map.of(
                "tokens_used",
                12_000,
                "tokens_available",
                "188000",
                "state_keys",
                List.of("epic", "files"),
                "keyword",
                "resume",
                "primary_key",
                "id",
                "password",
                Map.of("type", "string", "description", "The password"),
                "token",
                true);

        assertThat(SANITIZER.object(event)).isEqualTo(event);
    }
}
