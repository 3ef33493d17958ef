package continuity.commandlog.command;

import static continuity.commandlog.Api.freshInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.commandlog.Tables;
import continuity.contracts.CheckpointCreated;
import continuity.contracts.CommandLogged;
import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged;
import continuity.contracts.InstanceChanged.Change;
import continuity.contracts.InstanceStatus;
import continuity.contracts.InstanceType;
import continuity.contracts.Topics;
import continuity.contracts.Uuid7;
import continuity.kit.purge.PurgedInstances;
import continuity.testkit.Backbone;
import continuity.testkit.KafkaProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance that the registry has purged leaves nothing here, and nothing of it comes back. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
@Tag("R38")
class PurgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaProbe kafka = new KafkaProbe(Backbone.bootstrapServers());
    private final String instance = freshInstance();
    private final String other = freshInstance();

    @Inject
    CommandProjection projection;

    @Inject
    PurgedInstances purged;

    @Inject
    ObjectMapper json;

    @Test
    void itsRowsAreGoneAndThoseOfOthersAreNot() {
        for (var id : List.of(instance, other)) {
            Api.post("/api/v1/commands", List.of(Api.command(id), Api.command(id)))
                    .statusCode(202);
            Api.post("/api/v1/events", Api.said(id, "hello")).statusCode(201);
        }
        await().atMost(PATIENCE).until(() -> Api.commandCount(instance) == 2 && Api.commandCount(other) == 2);

        tell(instance, Change.PURGED);

        await().atMost(PATIENCE).until(() -> rows(instance) == 0);
        assertThat(Api.commandCount(other)).isEqualTo(2);
        assertThat(Api.events(other))
                .extracting(event -> event.get("event_type"))
                .containsExactly("instance_registered", "user_message");
        assertThat(letters(instance)).isZero();
    }

    @Test
    void moreThanABatchIsRemoved() throws SQLException {
        Tables.execute("command_log_owner", """
                INSERT INTO command_log.event_store
                SELECT overlay(gen_random_uuid()::text PLACING left(command_log.first_id_at(now())::text, 13) FROM 1)::uuid,
                       '%s', 'odin', 1, 'user_message', n, '{}', '{}', NULL, gen_random_uuid(), 0, NULL, now()
                  FROM generate_series(1, 2500) n
                """.formatted(instance));

        purged.purge(instance);

        assertThat(rows(instance)).isZero();
    }

    @Test
    void whatArrivesLateIsNotStoredAgain() {
        purged.purge(instance);

        projection.project(List.of(command(instance), command(other)));
        tell(instance, Change.REGISTERED);
        tell(instance, Change.CLOSED);
        send(Topics.CHECKPOINTS, instance, checkpoint(instance));
        send(Topics.COMMANDS, instance, command(instance));
        tell(instance, Change.PURGED);

        assertThat(Api.commandCount(other)).isEqualTo(1);
        Api.post("/api/v1/events", Api.said(instance, "hello"))
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
        Api.post("/api/v1/events", List.of(Api.said(other, "hello"), Api.said(instance, "hello")))
                .statusCode(201)
                .body("[1].code", equalTo("instance_not_found"));
        await().pollDelay(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> rows(instance) == 0);
        assertThat(letters(instance)).isZero();
    }

    @Test
    void aCheckpointOfAnInstanceThatTheRegistryKnowsNoMoreIsNoDeadLetter() {
        var gone = "odin-PS-" + RegistryStandIn.UNKNOWN;

        send(Topics.CHECKPOINTS, gone, checkpoint(gone));
        send(Topics.CHECKPOINTS, gone, checkpoint(other));

        await().atMost(PATIENCE).until(() -> Api.events(other).size() == 2);
        assertThat(kafka.read(Topics.deadLetters(Topics.CHECKPOINTS))).noneMatch(record -> gone.equals(record.key()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM command_log.tombstones",
                "INSERT INTO command_log.tombstones (instance_id) VALUES ('x')",
                "DELETE FROM command_log.heads"
            })
    void theServicesOwnRolePurgesThroughTheFunctionAlone(String statement) {
        assertThatThrownBy(() -> Tables.execute("command_log_app", statement))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> Tables.execute("supervisor", "SELECT command_log.bury('x')"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void nothingIsRemovedWithoutATombstone() {
        assertThatThrownBy(() ->
                        Tables.execute("command_log_app", "SELECT command_log.purge_instance('" + instance + "', 9)"))
                .hasMessageContaining("has no tombstone");
    }

    /** Everywhere in the schema. */
    private static long rows(String id) {
        return Tables.select("command_log_owner", """
                        SELECT (SELECT count(*) FROM command_log.command_log WHERE instance_id = '%1$s')
                             + (SELECT count(*) FROM command_log.event_store WHERE instance_id = '%1$s')
                             + (SELECT count(*) FROM command_log.heads WHERE instance_id = '%1$s')
                             + (SELECT count(*) FROM command_log.outbox WHERE message_key = '%1$s')
                        """.formatted(id)).stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    private long letters(String id) {
        return List.of(Topics.INSTANCES, Topics.CHECKPOINTS, Topics.COMMANDS).stream()
                .flatMap(topic -> kafka.read(Topics.deadLetters(topic)).stream())
                .filter(record -> id.equals(record.key()))
                .count();
    }

    private void tell(String id, Change change) {
        var now = Instant.now();
        var row = new Instance(
                id,
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
                now,
                now,
                1,
                now,
                null,
                null,
                null);
        send(Topics.INSTANCES, id, new InstanceChanged(row, 9, change, now, Map.of()));
    }

    private static CheckpointCreated checkpoint(String id) {
        var now = Instant.now();
        return new CheckpointCreated(
                Uuid7.at(now), id, "odin", "manual", "request", 1, 0, null, Map.of("files", 3), 1234, now);
    }

    private static CommandLogged command(String id) {
        var now = Instant.now();
        return new CommandLogged(
                Uuid7.at(now),
                id,
                "odin",
                RegistryStandIn.MACHINE,
                1,
                "explicit",
                "note",
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                now);
    }

    private void send(String topic, String key, Object message) {
        try {
            kafka.send(topic, key, json.writeValueAsBytes(message), Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
