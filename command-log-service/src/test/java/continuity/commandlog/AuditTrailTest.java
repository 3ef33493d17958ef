package continuity.commandlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.contracts.Topics;
import continuity.testkit.Backbone;
import continuity.testkit.KafkaProbe;
import continuity.testkit.PlantedSecrets;
import continuity.testkit.RecordedHook;
import continuity.testkit.Recording;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the trail as a whole: it cannot be changed, and it holds no secret. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class AuditTrailTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @Tag("R38")
    @ValueSource(
            strings = {
                "UPDATE command_log.command_log SET action = 'x'",
                "DELETE FROM command_log.command_log",
                "TRUNCATE command_log.command_log",
                "UPDATE command_log.event_store SET event_type = 'x'",
                "DELETE FROM command_log.event_store",
                "TRUNCATE command_log.event_store",
                "DELETE FROM command_log.heads",
                "DROP TABLE command_log.event_store",
                "CREATE TABLE command_log.mine (x int)",
                "SELECT command_log.first_id_at(now())",
            })
    void theServicesOwnRoleCannotChangeWhatIsWritten(String statement) {
        assertThatThrownBy(() -> Tables.execute("command_log_app", statement))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("42501");
    }

    @Test
    @Tag("R38")
    void noPartitionIsABackDoor() {
        var partitions = Tables.select("""
                SELECT inhrelid::regclass::text FROM pg_inherits
                 WHERE inhparent IN ('command_log.command_log'::regclass, 'command_log.event_store'::regclass)
                """);

        assertThat(partitions).hasSizeGreaterThanOrEqualTo(2 * 10);
        assertThat(partitions)
                .allSatisfy(partition -> assertThatThrownBy(
                                () -> Tables.execute("command_log_app", "DELETE FROM " + qualified(partition)))
                        .hasMessageContaining("permission denied"));
    }

    @Test
    void partitionsMayBeAskedForAgain() {
        assertThatCode(() -> Tables.execute("command_log_app", "SELECT command_log.create_partitions(5, 4)"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Tables.execute("supervisor", "SELECT command_log.create_partitions(5, 4)"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    @Tag("R27")
    void noSecretOfARecordedSessionReachesATableOrATopic() {
        var instance = Api.freshInstance();
        var commands = Stream.of("01-normal-headless", "02-normal-interactive-compact-clear")
                .flatMap(name -> Recording.load(name).stream())
                .filter(hook -> hook.event().startsWith("PostToolUse"))
                .map(hook -> command(instance, hook))
                .toList();
        var events = commands.stream().map(command -> event(instance, command)).toList();

        Api.post("/api/v1/commands", commands).statusCode(202);
        Api.post("/api/v1/events", events).statusCode(201);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Api.commandCount(instance)).isEqualTo(commands.size()));
        await().untilAsserted(() -> assertThat(published(instance)).hasSameSizeAs(Api.events(instance)));
        assertThat(everythingStored()).as(seed()).noneMatch(AuditTrailTest::holdsASecret);
        assertThat(everythingPublished()).as(seed()).noneMatch(AuditTrailTest::holdsASecret);
        assertThat(everythingStored()).anyMatch(row -> row.contains("[REDACTED:"));
    }

    /** The hook as the agent's edge would report it, only less reduced; its texts stand in every field there is. */
    private static Map<String, Object> command(String instance, RecordedHook hook) {
        var body = read(hook.body());
        var input = body.path("tool_input");
        var error = body.path("error").asText("");
        var response = body.path("tool_response");
        if (response instanceof ObjectNode object) {
            object.remove("originalFile");
        }
        var command = Api.command(instance);
        command = Api.with(command, "command_type", "hook");
        command = Api.with(command, "tool_name", body.path("tool_name").asText());
        command = Api.with(command, "description", input.toString());
        command = Api.with(command, "parameters", JSON.convertValue(input, Map.class));
        command = Api.with(command, "result", JSON.convertValue(response, Object.class));
        command = Api.with(command, "success", error.isEmpty());
        command = Api.with(command, "error_message", error);
        command = Api.with(command, "tags", tags(input.path("command").asText("")));
        return Api.with(
                command, "context_data", Map.of("target", input.path("command").asText("")));
    }

    private static Map<String, Object> event(String instance, Map<String, Object> command) {
        var data = Map.of("tool_name", "Bash", "input", command, "said", command.toString());
        return Api.with(Api.event(instance, "tool_use", data), "metadata", data);
    }

    private static List<String> tags(String text) {
        return text.length() <= 200 ? List.of(text) : List.of();
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> everythingStored() {
        var rows = new ArrayList<String>();
        rows.addAll(Tables.select("SELECT c::text FROM command_log.command_log c"));
        rows.addAll(Tables.select("SELECT e::text FROM command_log.event_store e"));
        return rows;
    }

    private static List<String> everythingPublished() {
        return new KafkaProbe(Backbone.bootstrapServers())
                .readAll().values().stream()
                        .flatMap(List::stream)
                        .map(KafkaProbe::text)
                        .toList();
    }

    private static List<String> published(String instance) {
        return new KafkaProbe(Backbone.bootstrapServers())
                .read(Topics.EVENTS).stream()
                        .filter(record -> instance.equals(record.key()))
                        .map(KafkaProbe::text)
                        .toList();
    }

    private static boolean holdsASecret(String text) {
        return secrets().anyMatch(text::contains);
    }

    /** Every line of a secret by itself, since escapes may stand between them; of a URL only its password. */
    private static Stream<String> secrets() {
        return PlantedSecrets.all().values().stream()
                .map(secret -> secret.contains("://") ? secret.replaceAll(".*:([^@]+)@.*", "$1") : secret)
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("-----"));
    }

    private static String seed() {
        return "planted secrets of seed " + PlantedSecrets.ofThisRun().seed();
    }

    private static String qualified(String partition) {
        return partition.contains(".") ? partition : "command_log." + partition;
    }
}
