package continuity.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.Topics;
import continuity.testkit.TestTokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
@Tag("R88")
class TokensTest {

    private static final String TOKENS = "/api/v1/tokens";
    private static final Duration SOON = Duration.ofSeconds(5);

    private final String project = Api.newProject();

    private static ValidatableResponse create(String as, Map<String, ?> body) {
        return Api.as(as).body(body).post(TOKENS).then();
    }

    private static JsonPath created(Map<String, ?> body) {
        return create(TestTokens.admin(), body).statusCode(201).extract().jsonPath();
    }

    private JsonPath agent() {
        return created(Map.of("role", "agent", "project", project, "machine", "laptop"));
    }

    private static ValidatableResponse revoke(String as, String id) {
        return Api.as(as).delete(TOKENS + "/{id}", id).then();
    }

    private static void awaitRefused(String token) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> Api.as(token)
                        .get("/api/v1/instances")
                        .then()
                        .statusCode(401)
                        .header("WWW-Authenticate", "Bearer")
                        .body("code", equalTo("token_revoked")));
    }

    private static String idOf(String token) throws IOException {
        var claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return new ObjectMapper().readTree(claims).path("jti").asText();
    }

    @Test
    void aNewTokenDoesWhatItWasMadeForAndNoMore() {
        var made = create(
                        TestTokens.admin(),
                        Map.of("role", "agent", "project", project, "machine", "laptop", "ttl", "30d"))
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("subject", equalTo("laptop"))
                .body("roles", contains("agent"))
                .body("projects", contains(project))
                .body("machine", equalTo("laptop"))
                .body("created_by", equalTo("admin"))
                .body("status", equalTo("active"))
                .body("revoked_at", nullValue())
                .extract()
                .jsonPath();
        var token = made.getString("token");

        Api.as(token)
                .body(Map.of("project", project))
                .post("/api/v1/instances")
                .then()
                .statusCode(201)
                .body("host_machine", equalTo("laptop"));
        Api.as(token)
                .body(Map.of("project", project, "host_machine", "odin3"))
                .post("/api/v1/instances")
                .then()
                .statusCode(403);
        Api.as(token)
                .body(Map.of("project", Api.newProject()))
                .post("/api/v1/instances")
                .then()
                .statusCode(403);
        create(token, Map.of("role", "agent", "project", project)).statusCode(403);
        assertThat(Duration.between(Instant.now(), Instant.parse(made.getString("expires_at"))))
                .isBetween(Duration.ofDays(30).minusMinutes(5), Duration.ofDays(30));
    }

    @Test
    void aTokenIsShownOnceAndKeptNowhere() throws SQLException {
        var made = agent();
        var id = made.getString("token_id");
        await().until(() -> !Told.on(Topics.TOKENS, id).isEmpty());

        var listed = Api.as(TestTokens.operator(project))
                .get(TOKENS)
                .then()
                .statusCode(200)
                .body("tokens.token_id", contains(id))
                .body("next_cursor", nullValue())
                .extract()
                .asString();

        var signature = made.getString("token").split("\\.", -1)[2];
        assertThat(listed).doesNotContain(signature);
        assertThat(Rows.text("SELECT string_agg(t::text, '') FROM registry.access_tokens AS t"))
                .contains(id)
                .doesNotContain(signature);
        assertThat(Told.on(Topics.TOKENS, id)).singleElement().satisfies(message -> {
            assertThat(message.getMap("").keySet()).containsOnly("token_id", "subject", "expires_at", "revoked_at");
            assertThat(message.getString("revoked_at")).isNull();
        });
    }

    @Test
    void aRevokedTokenIsRefusedOnEveryPathWithinFiveSeconds() {
        var revoked = created(Map.of("role", "operator", "project", "*"));
        var other = created(Map.of("role", "operator", "project", "*"));
        var token = revoked.getString("token");
        Api.as(token).get("/api/v1/instances").then().statusCode(200);
        Api.as(token).get("/q/metrics").then().statusCode(200);

        revoke(TestTokens.admin(), revoked.getString("token_id"))
                .statusCode(200)
                .body("status", equalTo("revoked"))
                .body("revoked_by", equalTo("admin"))
                .body("token", nullValue());

        awaitRefused(token);
        Api.as(token).get("/q/metrics").then().statusCode(401);
        Api.as(token).get("/q/openapi").then().statusCode(401);
        create(token, Map.of("role", "agent", "project", project)).statusCode(401);
        Api.as(other.getString("token")).get("/api/v1/instances").then().statusCode(200);
    }

    @Test
    void revokingTwiceIsRevokingOnce() {
        var id = agent().getString("token_id");
        var first = revoke(TestTokens.operator(), id).statusCode(200).extract().jsonPath();

        revoke(TestTokens.admin(), id)
                .statusCode(200)
                .body("revoked_at", equalTo(first.getString("revoked_at")))
                .body("revoked_by", equalTo("operator"));

        await().until(() -> Told.on(Topics.TOKENS, id).size() == 2);
        assertThat(Told.on(Topics.TOKENS, id).getLast().getString("revoked_at")).isNotNull();
    }

    @Test
    void aTokenThatNobodyMadeIsNotFound() {
        revoke(TestTokens.admin(), "no-such-token")
                .statusCode(404)
                .body("code", equalTo("token_not_found"))
                .body("detail", containsString("no-such-token"));
    }

    @Test
    void anAdminRevokesAlsoWhatWasMadeElsewhere() throws IOException {
        var launchers = TestTokens.agent(project, "laptop");
        var id = idOf(launchers);

        Api.as(TestTokens.operator())
                .queryParam("unlisted", true)
                .delete(TOKENS + "/{id}", id)
                .then()
                .statusCode(403);
        for (var time = 1; time <= 2; time++) {
            Api.asAdmin()
                    .queryParam("unlisted", true)
                    .delete(TOKENS + "/{id}", id)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("revoked"))
                    .body("expires_at", notNullValue());
        }

        awaitRefused(launchers);
    }

    @ParameterizedTest
    @CsvSource({
        "admin, viewer, 201",
        "admin, agent, 201",
        "admin, operator, 201",
        "admin, admin, 201",
        "operator, viewer, 201",
        "operator, agent, 201",
        "operator, operator, 403",
        "operator, admin, 403",
        "agent, viewer, 403",
        "viewer, viewer, 403",
        "service, viewer, 403",
    })
    void aRoleIsGivenByWhoHasMore(String caller, String role, int status) {
        var token = TestTokens.of(caller, List.of(caller), List.of(project), null, Duration.ofMinutes(5));

        create(token, Map.of("role", role, "project", project)).statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "operator"})
    void nobodyGivesMoreThanTheyHave(String role) {
        var bound = TestTokens.of("bound", List.of(role), List.of(project), "laptop", Duration.ofMinutes(5));

        create(bound, Map.of("role", "agent", "project", "*"))
                .statusCode(403)
                .body("code", equalTo("forbidden"))
                .body("detail", containsString("all projects"));
        create(bound, Map.of("role", "agent", "projects", List.of(project, "thor")))
                .statusCode(403)
                .body("detail", containsString("thor"));
        create(bound, Map.of("role", "agent", "project", project, "machine", "odin3"))
                .statusCode(403)
                .body("detail", containsString("laptop"));
        create(bound, Map.of("role", "agent", "project", project))
                .statusCode(201)
                .body("machine", equalTo("laptop"));
    }

    @Test
    void anOperatorTakesBackWhatTheyCouldGive() {
        var operator = TestTokens.operator(project);
        var agent = agent().getString("token_id");
        var admin = created(Map.of("role", "admin", "project", project)).getString("token_id");
        var elsewhere =
                created(Map.of("role", "agent", "project", Api.newProject())).getString("token_id");

        revoke(operator, agent).statusCode(200);
        revoke(operator, admin).statusCode(403);
        revoke(operator, elsewhere).statusCode(404);
        revoke(TestTokens.agent(project, "laptop"), agent).statusCode(403);
        Api.as(operator).get(TOKENS).then().body("tokens.token_id", containsInAnyOrder(agent, admin));
    }

    @Test
    void theListShowsOnRequestOnlyWhatCounts() {
        var revoked = agent().getString("token_id");
        var active = agent().getString("token_id");
        revoke(TestTokens.admin(), revoked).statusCode(200);
        var operator = TestTokens.operator(project);

        Api.as(operator).get(TOKENS).then().body("tokens.token_id", contains(active, revoked));
        Api.as(operator)
                .get(TOKENS + "?active_only")
                .then()
                .body("tokens.token_id", contains(active))
                .body("tokens.status", everyItem(equalTo("active")));
    }

    @Test
    void everyBrokenRuleIsToldAtOnce() {
        create(
                        TestTokens.admin(),
                        Map.of(
                                "roles", List.of("agent", "service"),
                                "project", "No Such",
                                "machine", "über",
                                "ttl", "10y",
                                "subject", "two\nlines",
                                "description", "x".repeat(201)))
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body(
                        "errors.field",
                        containsInAnyOrder("roles", "project", "machine", "ttl", "subject", "description"));
        create(TestTokens.admin(), Map.of()).statusCode(400).body("errors.field", contains("role", "project"));
        create(TestTokens.admin(), Map.of("role", "agent", "project", project, "ttl", "367d"))
                .statusCode(400)
                .body("errors.field", contains("ttl"));
        Api.asAdmin()
                .body("{\"roles\":[null],\"project\":\"odin\"}")
                .post(TOKENS)
                .then()
                .statusCode(400);
        Api.asAdmin().body("[]").post(TOKENS).then().statusCode(400);
    }

    @Test
    @Tag("R27")
    void aSecretInADescriptionIsNotKept() {
        created(Map.of("role", "viewer", "project", project, "description", "for AKIAIOSFODNN7EXAMPLF, my key"));

        Api.as(TestTokens.operator(project))
                .get(TOKENS)
                .then()
                .body("tokens.description", not(hasItem(containsString("AKIA"))));
    }

    @Test
    void withoutATokenThereAreNoTokens() {
        given().get(TOKENS).then().statusCode(401);
        given().contentType("application/json").body("{}").post(TOKENS).then().statusCode(401);
        given().delete(TOKENS + "/1").then().statusCode(401);
    }

    @Test
    void whatATokenMayDoCannotBeChangedEvenByTheServiceItself() throws SQLException {
        var id = agent().getString("token_id");

        try (var service = Rows.connect("registry_app")) {
            assertThat(catchThrowable(() -> Rows.change(
                            service, "UPDATE registry.access_tokens SET roles = '{admin}' WHERE token_id = ?", id)))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void anOperatorWhoWritesForAgentsIsToldWhichRolesMay() {
        var id = Api.registered(project);
        var operator = TestTokens.operator(project);

        Api.as(operator)
                .body("{}")
                .post("/api/v1/instances/{id}/heartbeat", id)
                .then()
                .statusCode(403)
                .body(
                        "detail",
                        equalTo("Only the roles agent and admin write for agents; this token has operator, viewer"));
        Api.as(operator)
                .body(Map.of("project", project))
                .post("/api/v1/instances")
                .then()
                .statusCode(403)
                .body("detail", containsString("agent and admin"));
    }
}
