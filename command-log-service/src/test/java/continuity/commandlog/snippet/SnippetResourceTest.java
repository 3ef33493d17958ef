package continuity.commandlog.snippet;

import static continuity.commandlog.Api.freshInstance;
import static continuity.commandlog.Api.post;
import static continuity.commandlog.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.commandlog.Tables;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.PlantedSecrets;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
@Tag("R73")
class SnippetResourceTest {

    private static final String SNIPPETS = "/api/v1/snippets";
    private static final String VIEWER = TestTokens.viewer(Api.PROJECT);

    private final String instance = freshInstance();

    @Test
    void whatIsKeptIsFoundUnderItsLocation() {
        var body = with(snippet("Rounding"), "tags", List.of("money", "rounding", "money"));
        body = with(body, "source_file", "src/cart.js");
        body = with(body, "source_line_start", 10);
        body = with(body, "source_line_end", 12);

        var location = post(SNIPPETS, body)
                .statusCode(201)
                .body("instance_id", equalTo(instance))
                .body("project", equalTo("odin"))
                .extract()
                .header("Location");

        var kept = Api.get(location.substring(location.indexOf(SNIPPETS)), Map.of());
        assertThat(kept.getString("title")).isEqualTo("Rounding");
        assertThat(kept.getString("content")).isEqualTo(text(100));
        assertThat(kept.getList("tags")).isEqualTo(List.of("money", "rounding"));
        assertThat(kept.getString("source_file")).isEqualTo("src/cart.js");
        assertThat(kept.getInt("source_line_start")).isEqualTo(10);
        assertThat(kept.getInt("source_line_end")).isEqualTo(12);
        assertThat(kept.getString("event_id")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"100, 201", "10240, 201", "99, 400", "10241, 400", "0, 400"})
    void contentHasAHundredToTenThousandTwoHundredAndFortyCharacters(int length, int status) {
        post(SNIPPETS, with(snippet("x"), "content", text(length))).statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "code", "decision"})
    void thereAreThreeTypes(String type) {
        post(SNIPPETS, with(snippet("x"), "snippet_type", type)).statusCode(201);
    }

    @Test
    @Tag("R96")
    void everyWrongFieldIsNamed() {
        var body = new HashMap<String, Object>();
        body.put("instance_id", instance);
        body.put("snippet_type", "poem");
        body.put("title", text(257));
        body.put("content", text(99));
        body.put("tags", IntStream.range(0, 21).mapToObj(String::valueOf).toList());
        body.put("event_id", "seven");
        body.put("source_line_start", 12);
        body.put("source_line_end", 11);

        post(SNIPPETS, body)
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body(
                        "errors.field",
                        containsInAnyOrder("snippet_type", "title", "content", "tags", "event_id", "source_line_end"))
                .body("detail", containsString("must be one of conversation, code, decision"));
        post(SNIPPETS, List.of(snippet("x"))).statusCode(400).body("errors.field", contains("body"));
    }

    @Test
    void theSameIdTwiceIsOneSnippet() {
        var id = Uuid7.at(Instant.now()).toString();

        var first = post(SNIPPETS, with(snippet("first"), "snippet_id", id)).statusCode(201);
        var second = post(SNIPPETS, with(snippet("second"), "snippet_id", id)).statusCode(201);

        assertThat(second.extract().jsonPath().getMap("$"))
                .isEqualTo(first.extract().jsonPath().getMap("$"))
                .containsEntry("title", "first");
        assertThat(list(Map.of("instance_id", instance)).getLong("total_count")).isEqualTo(1);
        assertThat(saved()).hasSize(1);
    }

    @Test
    void anIdOfAnotherInstanceIsRefused() {
        var id = Uuid7.at(Instant.now()).toString();
        post(SNIPPETS, with(snippet("mine"), "snippet_id", id)).statusCode(201);

        post(SNIPPETS, with(with(snippet("yours"), "snippet_id", id), "instance_id", freshInstance()))
                .statusCode(409)
                .body("code", equalTo("id_taken"));
    }

    @Test
    void anIdWithoutTimeIsRefused() {
        post(SNIPPETS, with(snippet("x"), "snippet_id", UUID.randomUUID().toString()))
                .statusCode(422)
                .body("code", equalTo("id_out_of_reach"));
    }

    @Test
    void anUnknownInstanceIsNotFound() {
        post(SNIPPETS, with(snippet("x"), "instance_id", "odin-PS-" + RegistryStandIn.UNKNOWN))
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
    }

    @Test
    void theWorkStateHearsOfItByAnEventUnderTheOneThatItBelongsTo() {
        var event = post("/api/v1/events", Api.said(instance, "how do we round?"))
                .extract()
                .path("event_id");

        var id = post(SNIPPETS, with(snippet("Round half up"), "event_id", event))
                .statusCode(201)
                .body("event_id", equalTo(event))
                .extract()
                .path("snippet_id");

        assertThat(saved()).hasSize(1);
        assertThat(saved().getFirst())
                .containsEntry("parent_event_id", event)
                .containsEntry(
                        "event_data", Map.of("snippet_id", id, "snippet_type", "decision", "title", "Round half up"));
    }

    @Test
    void anEventOfAnotherInstanceIsRefusedAndNothingIsKept() {
        var event = post("/api/v1/events", Api.said(freshInstance(), "hello"))
                .extract()
                .path("event_id");

        post(SNIPPETS, with(snippet("x"), "event_id", event))
                .statusCode(400)
                .body("errors.field", contains("event_id"));

        assertThat(list(Map.of("instance_id", instance)).getLong("total_count")).isZero();
    }

    @Test
    @Tag("R27")
    void noSecretSurvivesInAnyField() {
        var secret = PlantedSecrets.all().values().stream()
                .filter(value -> value.startsWith("ghp_"))
                .findFirst()
                .orElseThrow();
        var body = with(snippet("token " + secret), "content", "the token is " + secret + " " + text(100));
        body = with(body, "tags", List.of(secret));
        body = with(body, "source_file", "logs/" + secret);

        var answer = post(SNIPPETS, body).statusCode(201).extract().asString();

        assertThat(answer).doesNotContain(secret).contains("[REDACTED:");
        assertThat(Tables.select("SELECT s::text FROM command_log.snippets s")).noneMatch(row -> row.contains(secret));
        assertThat(saved().toString()).doesNotContain(secret);
    }

    @Test
    void theNewestComeFirstPageByPage() {
        for (int i = 0; i < 60; i++) {
            post(SNIPPETS, snippet("s" + i)).statusCode(201);
        }

        var first = list(Map.of("instance_id", instance));
        var second = list(Map.of("instance_id", instance, "cursor", first.getString("next_cursor")));

        assertThat(first.getList("snippets.title")).hasSize(50).startsWith("s59", "s58");
        assertThat(second.getList("snippets.title")).hasSize(10).endsWith("s1", "s0");
        assertThat(first.getLong("total_count")).isEqualTo(60);
        assertThat(second.getString("next_cursor")).isNull();
        assertThat(list(Map.of("instance_id", instance, "limit", 9999)).getList("snippets"))
                .hasSize(60);
    }

    @ParameterizedTest
    @CsvSource({
        "q, ROUNDING, Rounding", // in any case
        "q, round, Rounding", // a beginning of a word
        "q, cart.js money, Rounding", // every word, in content and tags
        "q, 100%, Percent", // nothing is a wildcard
        "q, grüße, Percent",
        "tag, money, Rounding",
        "snippet_type, code, Percent",
        "project, odin, Percent Rounding",
        "to, 2100-01-01T00:00:00Z, Percent Rounding",
        "q, ounding, ''",
        "q, rounding percent, ''",
        "tag, mon, ''",
        "tag, Money, ''",
        "snippet_type, conversation, ''",
        "project, thor, ''",
        "from, 2100-01-01T00:00:00Z, ''",
    })
    void filtersFindWhatTheySay(String name, String value, String titles) {
        var rounding = with(snippet("Rounding"), "content", "in src/cart.js we round: " + text(100));
        post(SNIPPETS, with(rounding, "tags", List.of("money"))).statusCode(201);
        var percent = with(snippet("Percent"), "content", "100 % of Grüße " + text(100));
        post(SNIPPETS, with(percent, "snippet_type", "code")).statusCode(201);

        var found = list(Map.of("instance_id", instance, name, value));

        assertThat(String.join(" ", found.getList("snippets.title"))).isEqualTo(titles);
        assertThat(found.getLong("total_count"))
                .isEqualTo(found.getList("snippets").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "a' | 'b", "a:*B & !c", "\\", "<->", "a'); DROP TABLE x; --"})
    void whatIsLookedForIsNoQueryLanguage(String q) {
        Api.getAs(VIEWER, SNIPPETS, Map.of("instance_id", instance, "q", "x " + q))
                .statusCode(200)
                .body("total_count", equalTo(0));
    }

    @Test
    @Tag("R96")
    void anUnreadableParameterIsNamed() {
        for (var wrong : Map.of("q", "%_", "limit", "0", "cursor", "?", "from", "yesterday", "snippet_type", "poem")
                .entrySet()) {
            Api.getAs(VIEWER, SNIPPETS, Map.of(wrong.getKey(), wrong.getValue()))
                    .statusCode(400)
                    .body("errors.field", contains(wrong.getKey()));
        }
    }

    @Test
    @Tag("R88")
    void outsideOfTheCallersProjectsThereIsNothing() {
        var id = post(SNIPPETS, snippet("x")).extract().<String>path("snippet_id");
        var stranger = TestTokens.agent("thor", RegistryStandIn.MACHINE);

        Api.getAs(stranger, SNIPPETS + "/" + id, Map.of()).statusCode(404);
        Api.getAs(stranger, SNIPPETS, Map.of("instance_id", instance))
                .statusCode(200)
                .body("total_count", equalTo(0))
                .body("snippets", empty());
        Api.postAs(stranger, SNIPPETS, snippet("x")).statusCode(404);
        Api.getAs(VIEWER, SNIPPETS + "/" + id, Map.of()).statusCode(200);
        Api.getAs(VIEWER, SNIPPETS + "/none", Map.of()).statusCode(404).body("code", equalTo("not_found"));
        Api.postAs(VIEWER, SNIPPETS, snippet("x")).statusCode(403);
    }

    private Map<String, Object> snippet(String title) {
        return Map.of("instance_id", instance, "snippet_type", "decision", "title", title, "content", text(100));
    }

    private List<Map<String, Object>> saved() {
        return Api.events(instance).stream()
                .filter(event -> "snippet_saved".equals(event.get("event_type")))
                .toList();
    }

    private static JsonPath list(Map<String, ?> parameters) {
        return Api.get(SNIPPETS, parameters);
    }

    private static String text(int length) {
        return "lorem ipsum ".repeat(length / 12 + 1).substring(0, length);
    }
}
