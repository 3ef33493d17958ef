package continuity.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is in Kafka for weeks must stay readable: each message in each of its formats, as a file and as a record. When a
 * message gains a field, its file stays and a second one joins it.
 */
class GoldenMessagesTest {

    private static final String ID = "odin-PS-8f4a2b";
    private static final Instant RECORDED_AT = Instant.parse("2026-03-01T10:00:01Z");

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void isRead(String file, Object message) throws Exception {
        assertThat(MessageJson.MAPPER.treeToValue(MessageJson.golden(file), message.getClass()))
                .isEqualTo(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void isWritten(String file, Object message) throws Exception {
        var written = MessageJson.MAPPER.readTree(MessageJson.MAPPER.writeValueAsString(message));

        assertThat(written).isEqualTo(MessageJson.golden(file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void fieldsOfANewerReleaseAreSkipped(String file, Object message) throws Exception {
        var newer = (ObjectNode) MessageJson.golden(file);
        newer.putObject("from_a_newer_release").put("a", 1);

        assertThat(MessageJson.MAPPER.treeToValue(newer, message.getClass())).isEqualTo(message);
    }

    @Test
    @Tag("R44")
    void aWorkStateKeepsEveryStatement() throws Exception {
        var golden = MessageJson.golden("work-state-v6.json");

        var state = MessageJson.MAPPER.treeToValue(golden, WorkState.class);

        assertThat(MessageJson.MAPPER.readTree(MessageJson.MAPPER.writeValueAsString(state)))
                .isEqualTo(golden);
        assertThat(state.schemaVersion()).isEqualTo(WorkState.SCHEMA_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"work-state-v1.json", "work-state-v2.json"})
    void aWorkStateOfAnEarlierFormatIsRead(String file) throws Exception {
        var golden = (ObjectNode) MessageJson.golden(file);

        var state = MessageJson.MAPPER.treeToValue(golden, WorkState.class);

        assertThat(state.git().observedAt()).isNull();
        assertThat(state.git().untracked()).isEmpty();
        assertThat(onlyFieldsOf(golden, withoutDenied(rewritten(state)))).isEqualTo(golden);
    }

    @Test
    void aWorkStateThatKnowsOfOnePlaceOnlyIsRead() throws Exception {
        var golden = (ObjectNode) MessageJson.golden("work-state-v3.json");

        var state = MessageJson.MAPPER.treeToValue(golden, WorkState.class);

        assertThat(state.git().leftBehind()).isEmpty();
        assertThat(state.lastCommands())
                .extracting(WorkState.RecentCommand::denied)
                .containsExactly(false);
        assertThat(onlyFieldsOf(golden, withoutDenied(rewritten(state)))).isEqualTo(golden);
    }

    @Test
    void aWorkStateThatKnowsNothingOfBeforeIsRead() throws Exception {
        var golden = (ObjectNode) MessageJson.golden("work-state-v4.json");

        var state = MessageJson.MAPPER.treeToValue(golden, WorkState.class);

        assertThat(state.goal().earlierPrompts()).isEmpty();
        assertThat(state.git().atStart()).isNull();
        assertThat(onlyFieldsOf(golden, rewritten(state))).isEqualTo(golden);
    }

    @Test
    void aWorkStateThatDoesNotTellHowMuchTheTestsCoverIsRead() throws Exception {
        var golden = (ObjectNode) MessageJson.golden("work-state-v5.json");

        var state = MessageJson.MAPPER.treeToValue(golden, WorkState.class);

        assertThat(state.tests()).extracting(WorkState.TestRun::coverage).isNull();
        assertThat(onlyFieldsOf(golden, rewritten(state))).isEqualTo(golden);
    }

    @Test
    void anInstanceOfTheFirstFormatIsRead() throws Exception {
        var golden = (ObjectNode) MessageJson.golden("instance-changed-v1.json");

        var change = MessageJson.MAPPER.treeToValue(golden, InstanceChanged.class);

        assertThat(change.instance().previousInstanceId()).isNull();
        assertThat(onlyFieldsOf(golden, rewritten(change))).isEqualTo(golden);
    }

    /** As the formats before the fourth wrote commands. */
    private static ObjectNode withoutDenied(ObjectNode state) {
        state.withArray("last_commands").forEach(command -> ((ObjectNode) command).remove("denied"));
        return state;
    }

    private static ObjectNode rewritten(Object message) throws JsonProcessingException {
        return (ObjectNode) MessageJson.MAPPER.readTree(MessageJson.MAPPER.writeValueAsString(message));
    }

    private static ObjectNode onlyFieldsOf(ObjectNode model, ObjectNode object) {
        object.properties().removeIf(field -> !model.has(field.getKey()));
        object.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode part
                    && model.get(field.getKey()) instanceof ObjectNode partOfModel) {
                onlyFieldsOf(partOfModel, part);
            }
        });
        return object;
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                arguments("instance-changed-v2.json", instanceChanged()),
                arguments("instance-purged-v1.json", instancePurged()),
                arguments("heartbeat-accepted-v1.json", heartbeatAccepted()),
                arguments("machine-changed-v1.json", machineChanged()),
                arguments("command-logged-v1.json", commandLogged()),
                arguments("event-appended-v1.json", eventAppended()),
                arguments("checkpoint-created-v1.json", checkpointCreated()),
                arguments("token-changed-v1.json", tokenChanged()));
    }

    private static MachineChanged machineChanged() {
        return new MachineChanged(
                new Machine("freya", "worker", "linux", "online", List.of("pull, do not push", "nightly tests")),
                4,
                false,
                Instant.parse("2026-03-01T10:02:05Z"));
    }

    private static InstanceChanged instanceChanged() {
        var instance = new Instance(
                ID,
                "odin",
                InstanceType.PS,
                "odin3",
                InstanceStatus.STALE,
                42,
                "statusline",
                "003",
                "claude-code",
                "5f0c2a8e-1111-4222-8333-944445555666",
                "/home/dev/odin",
                null,
                "odin-PS-11aa22",
                null,
                Instant.parse("2026-03-01T09:00:00Z"),
                Instant.parse("2026-03-01T10:00:00.123456Z"),
                2,
                null,
                null,
                "odin-PS-33cc44",
                "high");
        return new InstanceChanged(
                instance,
                17,
                InstanceChanged.Change.STALE,
                Instant.parse("2026-03-01T10:02:05Z"),
                Map.of("age_seconds", 125, "last_heartbeat", "2026-03-01T10:00:00.123456Z"));
    }

    private static InstanceChanged instancePurged() {
        var purgedAt = Instant.parse("2026-03-02T10:00:00Z");
        var rest = new Instance(
                ID,
                "odin",
                InstanceType.PS,
                null,
                InstanceStatus.CLOSED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.parse("2026-03-01T09:00:00Z"),
                Instant.parse("2026-03-01T10:00:00.123456Z"),
                2,
                purgedAt,
                "purged",
                null,
                null);
        return new InstanceChanged(rest, 18, InstanceChanged.Change.PURGED, purgedAt, Map.of("generation", 2));
    }

    private static HeartbeatAccepted heartbeatAccepted() {
        return new HeartbeatAccepted(
                ID, "odin", 2, Instant.parse("2026-03-01T10:00:00.123456Z"), 0, "statusline", null);
    }

    private static CommandLogged commandLogged() {
        return new CommandLogged(
                UUID.fromString("0195510c-1f80-7abc-8def-0123456789ab"),
                ID,
                "odin",
                "odin3",
                2,
                "hook",
                "bash",
                "Run the tests",
                "Bash",
                Map.of("command", "node --test"),
                Map.of("stdout", "# pass 41\n# fail 1\n", "stderr", ""),
                "Exit code 1",
                false,
                1834L,
                List.of("test"),
                Map.of("client", "claude-code", "tool_use_id", "toolu_01", "cwd", "/home/dev/odin"),
                null,
                RECORDED_AT);
    }

    private static EventAppended eventAppended() {
        return new EventAppended(
                UUID.fromString("0195510c-1f81-7abc-8def-0123456789ab"),
                ID,
                "odin",
                2,
                "test_failed",
                41,
                Map.of("test_type", "node", "failed_count", 1, "duration_seconds", 1.8),
                Map.of("rule", "node-test"),
                UUID.fromString("0195510c-1f80-7abc-8def-0123456789ac"),
                UUID.fromString("0195510c-1f70-7abc-8def-0123456789ad"),
                3,
                Instant.parse("2026-03-01T12:00:00.500Z"),
                RECORDED_AT);
    }

    private static CheckpointCreated checkpointCreated() {
        return new CheckpointCreated(
                UUID.fromString("0195510c-1f90-7abc-8def-0123456789ab"),
                ID,
                "odin",
                "context_window",
                "heartbeat",
                3,
                41,
                81,
                Map.of("schema_version", 1, "instance_id", ID, "last_event_sequence", 41, "files", List.of()),
                102,
                Instant.parse("2026-03-01T10:00:02Z"));
    }

    private static TokenChanged tokenChanged() {
        return new TokenChanged(
                "0195510c-1fa0-7abc-8def-0123456789ab",
                "laptop",
                Instant.parse("2026-06-01T10:00:00Z"),
                Instant.parse("2026-03-01T10:00:03.250Z"));
    }
}
