package continuity.commandlog.command;

import static continuity.commandlog.Api.command;
import static continuity.commandlog.Api.commandCount;
import static continuity.commandlog.Api.freshInstance;
import static continuity.commandlog.Api.post;
import static continuity.commandlog.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class CommandResourceTest {

    private static final String COMMANDS = "/api/v1/commands";

    @Test
    @Tag("R23")
    void anAcceptedCommandCanBeReadBackAsItWas() {
        var instance = freshInstance();
        var id = Uuid7.at(Instant.now()).toString();
        var body = Map.of(
                "instance_id",
                instance,
                "command_id",
                id,
                "command_type",
                "explicit",
                "action",
                "decide",
                "description",
                "d".repeat(10_000),
                "tool_name",
                "Bash",
                "parameters",
                Map.of("command", "ls", "nested", List.of(1, Map.of("a", true))),
                "tags",
                List.of("one", "two"),
                "success",
                true,
                "execution_time_ms",
                12.4);

        post(COMMANDS, body)
                .statusCode(202)
                .body("accepted.command_id", contains(id))
                .body("rejected", empty());

        var stored = awaitCommand(id);
        assertThat(stored)
                .containsEntry("instance_id", instance)
                .containsEntry("project", "odin")
                .containsEntry("host_machine", RegistryStandIn.MACHINE)
                .containsEntry("generation", RegistryStandIn.GENERATION)
                .containsEntry("action", "decide")
                .containsEntry("description", "d".repeat(10_000))
                .containsEntry("parameters", Map.of("command", "ls", "nested", List.of(1, Map.of("a", true))))
                .containsEntry("tags", List.of("one", "two"))
                .containsEntry("success", true)
                .containsEntry("execution_time_ms", 12);
    }

    @Test
    @Tag("R98")
    void anOlderGenerationIsKept() {
        var id = Uuid7.at(Instant.now()).toString();

        post(COMMANDS, with(with(command(freshInstance()), "command_id", id), "generation", 1))
                .statusCode(202);

        assertThat(awaitCommand(id)).containsEntry("generation", 1);
    }

    @Test
    void secondCommandWithTheSameIdIsNoSecondCommand() {
        var instance = freshInstance();
        var body = with(command(instance), "command_id", Uuid7.at(Instant.now()).toString());

        post(COMMANDS, body).statusCode(202);
        post(COMMANDS, body).statusCode(202);
        post(COMMANDS, command(instance)).statusCode(202);

        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(2));
    }

    @Test
    void theSameIdUnderAnotherInstanceIsRefused() {
        var id = Uuid7.at(Instant.now()).toString();

        post(COMMANDS, with(command(freshInstance()), "command_id", id)).statusCode(202);

        post(COMMANDS, with(command(freshInstance()), "command_id", id))
                .statusCode(409)
                .body("code", equalTo("id_taken"));
    }

    @Test
    void ofSeveralOnlyTheWrongOnesAreRejected() {
        var instance = freshInstance();
        var batch = List.of(
                command(instance),
                with(command(instance), "command_type", "gossip"),
                command("odin-PS-" + RegistryStandIn.UNKNOWN),
                with(command(instance), "result", "x".repeat(1 << 20)),
                command(instance));

        post(COMMANDS, batch)
                .statusCode(202)
                .body("accepted", hasSize(2))
                .body("rejected.index", contains(1, 2, 3))
                .body("rejected.code", contains("validation_failed", "instance_not_found", "too_large"));
        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(2));
    }

    @Test
    @Tag("R96")
    void everyWrongFieldIsNamed() {
        var body = Map.of(
                "instance_id",
                freshInstance(),
                "action",
                "a".repeat(201),
                "success",
                "yes",
                "execution_time_ms",
                -1,
                "parameters",
                "none",
                "tags",
                List.of(1),
                "occurred_at",
                "yesterday");

        post(COMMANDS, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("validation_failed"))
                .body("errors.field", hasItem("command_type"))
                .body("errors.field", hasItem("action"))
                .body("errors.field", hasItem("success"))
                .body("errors.field", hasItem("execution_time_ms"))
                .body("errors.field", hasItem("parameters"))
                .body("errors.field", hasItem("tags"))
                .body("errors.field", hasItem("occurred_at"));
    }

    @Test
    void anUnknownInstanceIsNotFound() {
        post(COMMANDS, command("odin-PS-" + RegistryStandIn.UNKNOWN))
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
    }

    @Test
    void anotherProjectsInstanceIsNotFoundAndAnotherMachinesIsForbidden() {
        var body = command(freshInstance());

        Api.postAs(TestTokens.agent("thor", RegistryStandIn.MACHINE), COMMANDS, body)
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
        Api.postAs(TestTokens.agent("odin", "elsewhere"), COMMANDS, body)
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        Api.postAs(TestTokens.viewer(), COMMANDS, body).statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"instance_id\": ", "[{}", "{} {}", "", "nonsense", "{\"a\": \"\u0007\"}"})
    void malformedJsonIsRefusedWithItsPlace(String body) {
        post(COMMANDS, body)
                .statusCode(400)
                .body("code", equalTo("malformed_json"))
                .body("detail", containsString("line 1, column"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"text\"", "[1]", "null"})
    void jsonThatIsNoObjectIsRefused(String body) {
        post(COMMANDS, body).statusCode(400).body("code", equalTo("validation_failed"));
    }

    @Test
    @Tag("R26")
    void sizesAreLimited() {
        var instance = freshInstance();
        var large = with(command(instance), "result", "x".repeat(1_000_000));
        var tooLarge = with(command(instance), "result", "x".repeat(1 << 20));

        post(COMMANDS, large).statusCode(202);
        post(COMMANDS, tooLarge).statusCode(413).body("code", equalTo("too_large"));
        post(COMMANDS, Collections.nCopies(6, with(command(instance), "result", "x".repeat(900_000))))
                .statusCode(413);
        post(COMMANDS, Collections.nCopies(1001, command(instance))).statusCode(400);
        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(1));
    }

    @Test
    @Tag("R106")
    void aSizeIsWarnedOfBeforeItIsRefused() {
        var half = with(command(freshInstance()), "result", "x".repeat(1 << 19));
        var nearly = with(command(freshInstance()), "result", "x".repeat(900_000));
        var said = Api.with(Api.said(freshInstance(), "hello"), "metadata", Map.of("x", "x".repeat(900_000)));

        post(COMMANDS, half).statusCode(202).header("X-Continuity-Size-Warning", nullValue());
        post(COMMANDS, nearly)
                .statusCode(202)
                .header("X-Continuity-Size-Warning", matchesRegex("one item has 900\\d{3} of 1048576 bytes"));
        post(COMMANDS, Collections.nCopies(9, half))
                .statusCode(202)
                .header("X-Continuity-Size-Warning", matchesRegex("the items have 47\\d{5} of 5242880 bytes"));
        post("/api/v1/events", said)
                .statusCode(201)
                .header("X-Continuity-Size-Warning", startsWith("one item has 900"));
    }

    @Test
    @Tag("R26")
    void aMebibyteIsAcceptedAndAByteMoreIsNot() {
        var instance = freshInstance();
        var frame = "{\"instance_id\":\"" + instance
                + "\",\"command_type\":\"explicit\",\"action\":\"note\",\"result\":\"\"}";
        var full = frame.replace("\"\"", "\"" + "x".repeat((1 << 20) - frame.length()) + "\"");

        post(COMMANDS, full).statusCode(202);
        post(COMMANDS, full + " ").statusCode(202);
        post(COMMANDS, full.replace("xx\"", "xxx\"")).statusCode(413);
        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(2));
    }

    @Test
    void aCommandThatOutgrowsTheLimitByItsMarksIsRefused() {
        var body = with(command(freshInstance()), "description", "password=Xy7k2mQ9 ".repeat(55_000));

        post(COMMANDS, body).statusCode(413).body("code", equalTo("too_large"));
    }

    @Test
    void anotherEncodingThanUtf8IsRefused() {
        var body = "{\"instance_id\": \"odin-PS-000001\"}".getBytes(StandardCharsets.UTF_16BE);

        post(COMMANDS, body).statusCode(400).body("errors.field", contains("body"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-9L * 24 * 60, 10})
    void anIdOfAnotherTimeIsOutOfReach(long minutes) {
        var id = Uuid7.at(Instant.now().plus(Duration.ofMinutes(minutes))).toString();

        post(COMMANDS, with(command(freshInstance()), "command_id", id))
                .statusCode(422)
                .body("code", equalTo("id_out_of_reach"));
    }

    @Test
    void anIdOfLastWeekHasItsPlace() {
        var instance = freshInstance();
        var id = Uuid7.at(Instant.now().minus(Duration.ofDays(7)));

        post(COMMANDS, with(command(instance), "command_id", id.toString())).statusCode(202);

        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(1));
    }

    @Test
    void whatNoDatabaseTakesIsStoredWithReplacements() {
        var instance = freshInstance();
        var body = """
                {"instance_id": "%s", "command_type": "hook", "action": "a\\u0000b", "tool_name": "Read",
                 "parameters": {"na\\u0000me": "\\ud800", "huge": 1e999, "deep": %s}, "tags": ["x\\u0000"],
                 "error_message": "\\udc00 end", "success": false}
                """.formatted(instance, "[".repeat(500) + "]".repeat(500));

        post(COMMANDS, body).statusCode(202);

        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(1));
        var stored = Api.get(COMMANDS, Map.of("instance_id", instance));
        assertThat(stored.getString("commands[0].action")).isEqualTo("a\uFFFDb");
        assertThat(stored.getString("commands[0].parameters.huge")).isEqualTo("Infinity");
        assertThat(stored.getString("commands[0].error_message")).isEqualTo("\uFFFD end");
        assertThat(Api.events(instance))
                .extracting(event -> event.get("event_type"))
                .contains("error");
    }

    @Test
    @Tag("R25")
    void listsNewestFirstPageByPage() {
        var instance = freshInstance();
        var sent = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var id = Uuid7.at(Instant.now().minusSeconds(100 - i)).toString();
            sent.addFirst(id);
            post(COMMANDS, with(command(instance), "command_id", id)).statusCode(202);
        }
        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(5));

        var first = Api.get(COMMANDS, Map.of("instance_id", instance, "limit", 3));
        var second = Api.get(
                COMMANDS, Map.of("instance_id", instance, "limit", 3, "cursor", first.getString("next_cursor")));

        var seen = new ArrayList<String>(first.getList("commands.command_id"));
        seen.addAll(second.getList("commands.command_id"));
        assertThat(seen).isEqualTo(sent);
        assertThat(second.getString("next_cursor")).isNull();
        assertThat(first.getInt("total_count")).isEqualTo(5);
        assertThat(second.getInt("total_count")).isEqualTo(5);
    }

    @Test
    @Tag("R25")
    void filtersByWhatACommandIs() {
        var instance = freshInstance();
        var before = Instant.now().minusSeconds(1).toString();
        var failed = with(with(command(instance), "success", false), "tool_name", "Bash");
        var tagged = with(with(command(instance), "tags", List.of("release")), "action", "tag it");
        post(COMMANDS, List.of(command(instance), failed, tagged)).statusCode(202);
        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(3));

        assertThat(count(instance, "success", "false")).isEqualTo(1);
        assertThat(count(instance, "tool_name", "Bash")).isEqualTo(1);
        assertThat(count(instance, "tag", "release")).isEqualTo(1);
        assertThat(count(instance, "tag", "rel%")).isZero();
        assertThat(count(instance, "command_type", "explicit")).isEqualTo(3);
        assertThat(count(instance, "command_type", "hook")).isZero();
        assertThat(count(instance, "action", "tag it")).isEqualTo(1);
        assertThat(count(instance, "machine", RegistryStandIn.MACHINE)).isEqualTo(3);
        assertThat(count(instance, "machine", "other")).isZero();
        assertThat(count(instance, "project", "odin")).isEqualTo(3);
        assertThat(count(instance, "from", before)).isEqualTo(3);
        assertThat(count(instance, "to", before)).isZero();
        assertThat(count(instance, "from", "1970-01-01T00:00:00Z")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=many",
                "success=maybe",
                "from=yesterday",
                "cursor=%25",
                "cursor=YQ",
                "instance_id=\0",
                "project=\0",
                "machine=\0",
                "tool_name=\0",
                "command_type=\0",
                "action=a\0",
                "tag=\0"
            })
    void unreadableParametersAreNamed(String parameter) {
        var pair = parameter.split("=", 2);

        Api.getAs(TestTokens.viewer(), COMMANDS, Map.of(pair[0], pair[1]))
                .statusCode(400)
                .body("errors.field", contains(pair[0]));
    }

    @Test
    void readersSeeOnlyTheirProjects() {
        var instance = freshInstance();
        var id = Uuid7.at(Instant.now()).toString();
        post(COMMANDS, with(command(instance), "command_id", id)).statusCode(202);
        awaitCommand(id);
        var stranger = TestTokens.viewer("thor");

        Api.getAs(stranger, COMMANDS + "/" + id, Map.of()).statusCode(404);
        Api.getAs(stranger, COMMANDS, Map.of("instance_id", instance))
                .statusCode(200)
                .body("commands", empty())
                .body("total_count", equalTo(0));
        Api.getAs(TestTokens.viewer("odin"), COMMANDS + "/" + id, Map.of()).statusCode(200);
    }

    private static int count(String instance, String parameter, String value) {
        return Api.get(COMMANDS, Map.of("instance_id", instance, parameter, value))
                .getInt("total_count");
    }

    private static Map<String, Object> awaitCommand(String id) {
        var path = COMMANDS + "/" + id;
        await().untilAsserted(
                        () -> Api.getAs(TestTokens.viewer(), path, Map.of()).statusCode(200));
        return Api.get(path, Map.of()).getMap("$");
    }
}
