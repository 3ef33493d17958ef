package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code token} as a user types it, against a stand-in for the REST API. */
@Tag("R88")
class TokenCommandTest extends CommandTest {

    private static final String ROW = """
            "token_id":"4f1c","status":"active","subject":"laptop","roles":["agent"],"projects":["odin","thor"],
            "machine":"laptop","description":null,"created_by":"local-operator",
            "created_at":"2026-03-01T10:00:00Z","expires_at":"2026-05-30T10:00:00Z","revoked_at":null""";

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(data.resolve("operator-token"), "operator's\n");
    }

    @Test
    void createPrintsNothingButTheTokenToStandardOutput() throws IOException {
        api.answers("POST /api/v1/tokens", 201, "{\"token\":\"a.b.c\"," + ROW + "}");

        assertThat(run(
                        "token",
                        "create",
                        "--role",
                        "agent",
                        "--project",
                        "odin,thor",
                        "--machine",
                        "laptop",
                        "--ttl",
                        "30d"))
                .isZero();

        assertThat(out).hasToString("a.b.c\n");
        assertThat(err.toString())
                .contains("4f1c", "laptop", "2026-05-30T10:00:00Z")
                .doesNotContain("a.b.c");
        var asked = api.asked().getFirst();
        assertThat(asked.authorization()).isEqualTo("Bearer operator's");
        assertThat(new ObjectMapper().readTree(asked.body())).isEqualTo(new ObjectMapper().readTree("""
                        {"roles":["agent"],"projects":["odin","thor"],"machine":"laptop","ttl":"30d"}"""));
    }

    @Test
    void createForProgramsIsTheDocumentItself() throws IOException {
        var document = "{\"token\":\"a.b.c\"," + ROW + "}";
        api.answers("POST /api/v1/tokens", 201, document);

        assertThat(run("token", "create", "--role", "agent", "--project", "*", "--json"))
                .isZero();

        var json = new ObjectMapper();
        assertThat(json.readTree(out.toString())).isEqualTo(json.readTree(document));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void createTellsEveryFieldThatIsWrong() {
        api.answers("POST /api/v1/tokens", 400, """
                {"status":400,"code":"validation_failed",
                 "detail":"The request has invalid fields: ttl must be a duration; machine must be a name"}""");

        assertThat(run("token", "create", "--role", "agent", "--project", "odin"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("ttl must be", "machine must be");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void listShowsWhatCountsAndOnRequestAll() {
        api.answers("GET /api/v1/tokens", 200, "{\"tokens\":[{%s}],\"next_cursor\":null}".formatted(ROW));

        assertThat(run("token", "list")).isZero();
        assertThat(run("token", "list", "--all")).isZero();

        assertThat(out.toString()).startsWith("""
                ID    SUBJECT  ROLES  PROJECTS   MACHINE  STATUS  EXPIRES     DESCRIPTION
                4f1c  laptop   agent  odin,thor  laptop   active  2026-05-30  —
                """);
        var asked = api.asked().stream().map(FakeApi.Asked::request).toList();
        assertThat(asked).hasSize(2).allSatisfy(request -> assertThat(request).contains("limit=1000"));
        assertThat(asked.getFirst()).contains("active_only=true");
        assertThat(asked.getLast()).doesNotContain("active_only");
    }

    @Test
    void revokeNamesWhoseTokenItWas() {
        api.answers("DELETE /api/v1/tokens/4f1c", 200, "{%s}".formatted(ROW));

        assertThat(run("token", "revoke", "4f1c")).isZero();

        assertThat(out).hasToString("Token 4f1c of laptop is revoked.\n");
        assertThat(api.asked().getFirst().request()).isEqualTo("DELETE /api/v1/tokens/4f1c");
    }

    @Test
    void aTokenThatNobodyListsIsRevokedByItsFile() throws IOException {
        var claims = Base64.getUrlEncoder().encodeToString("{\"jti\":\"77aa\"}".getBytes(StandardCharsets.UTF_8));
        var file = Files.writeString(data.resolve("lost"), "e30." + claims + ".x\n");
        api.answers("DELETE /api/v1/tokens/77aa", 200, "{%s}".formatted(ROW));

        assertThat(run("token", "revoke", "--file", file.toString())).isZero();

        assertThat(api.asked().getFirst().request()).isEqualTo("DELETE /api/v1/tokens/77aa?unlisted=true");
    }

    @Test
    void whatCannotBeRevokedIsToldWithTheWayOut() throws IOException {
        var file = Files.writeString(data.resolve("other"), "no token");
        api.answers("DELETE /api/v1/tokens/4f1c", 404, """
                {"status":404,"code":"token_not_found","detail":"No token that you can see has the id '4f1c'"}""");

        assertThat(run("token", "revoke", "4f1c")).isEqualTo(1);
        assertThat(run("token", "revoke", "--file", file.toString())).isEqualTo(1);
        assertThat(run("token", "revoke")).isEqualTo(2);
        assertThat(run("token", "revoke", "4f1c", "--file", file.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("./continuity token list", "There is no token with an id in " + file);
    }
}
