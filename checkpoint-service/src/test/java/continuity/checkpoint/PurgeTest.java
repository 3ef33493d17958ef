package continuity.checkpoint;

import static continuity.checkpoint.Fixtures.JSON;
import static continuity.checkpoint.Fixtures.freshInstance;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.Instance;
import continuity.contracts.InstanceChanged;
import continuity.contracts.InstanceChanged.Change;
import continuity.contracts.InstanceStatus;
import continuity.contracts.InstanceType;
import continuity.contracts.Topics;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.KafkaProbe;
import continuity.testkit.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An instance that the registry has purged leaves nothing here, and nothing of it comes back. */
@QuarkusTest
@ServiceTest
@Tag("R38")
class PurgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaProbe kafka = new KafkaProbe(Backbone.bootstrapServers());
    private final String instance = freshInstance("odin");
    private final String other = freshInstance("odin");

    @Inject
    CheckpointService service;

    @Test
    void itsCheckpointsAreGoneAndThoseOfOthersAreNot() throws Exception {
        var key = UUID.randomUUID().toString();
        var id = create(instance, key).then().statusCode(201).extract().<String>path("checkpoint_id");
        create(other, UUID.randomUUID().toString()).then().statusCode(201);
        service.considerHeartbeats(List.of(beat(instance), beat(other)));

        kafka.send(Topics.INSTANCES, instance, JSON.writeValueAsBytes(change(Change.PURGED)), Map.of());

        await().atMost(PATIENCE).until(() -> rows(instance).equals("0"));
        given().auth()
                .oauth2(TestTokens.admin())
                .get("/api/v1/checkpoints/" + id)
                .then()
                .statusCode(404);
        assertThat(Tables.query(
                        "checkpoint_owner",
                        "SELECT count(*) FROM checkpoint.idempotency WHERE checkpoint_id = '" + id + "'"))
                .isEqualTo("0");
        assertThat(Integer.parseInt(rows(other))).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whatArrivesLateIsNotStoredAgain() throws Exception {
        service.heed(List.of(change(Change.PURGED)));

        service.heed(List.of(change(Change.REGISTERED)));
        service.considerHeartbeats(List.of(beat(instance), beat(other)));
        create(instance, UUID.randomUUID().toString())
                .then()
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
        Neighbours.tell(instance, Fixtures.WORK_STATE);
        var trigger = new Trigger(
                Uuid7.at(Instant.now()), instance, "odin", CheckpointType.MANUAL, "request", 1, 0, Instant.now());
        service.freeze(trigger, true);

        assertThat(rows(instance)).isEqualTo("0");
        assertThat(Integer.parseInt(rows(other))).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aPurgeMayBeToldAgain() throws Exception {
        create(instance, UUID.randomUUID().toString()).then().statusCode(201);

        service.heed(List.of(change(Change.PURGED), change(Change.PURGED)));

        assertThat(rows(instance)).isEqualTo("0");
    }

    @Test
    void aPurgeWaitsForWhoIsWritingAndRemovesThatToo() throws Exception {
        try (var writer = DriverManager.getConnection(Backbone.jdbcUrl(), "checkpoint_app", Backbone.password());
                var statement = writer.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            writer.setAutoCommit(false);
            statement.execute("SELECT checkpoint.purged(ARRAY['" + instance + "'])");
            statement.execute("INSERT INTO checkpoint.heads (instance_id, last_seq) VALUES ('" + instance + "', 1)");

            var purge = threads.submit(() -> service.heed(List.of(change(Change.PURGED))));
            await().atMost(PATIENCE).until(() -> "1".equals(Tables.query("checkpoint_owner", """
                            SELECT count(*) FROM pg_locks
                             WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND NOT granted
                            """)));
            writer.commit();
            purge.get();
        }

        assertThat(rows(instance)).isEqualTo("0");
    }

    @Test
    void theServicesOwnRolePurgesThroughTheFunctionAlone() {
        assertThatThrownBy(() -> Tables.query("checkpoint_app", "DELETE FROM checkpoint.tombstones"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> Tables.query("supervisor", "SELECT checkpoint.bury('x')"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(
                        () -> Tables.query("checkpoint_app", "SELECT checkpoint.purge_instance('" + instance + "', 9)"))
                .hasMessageContaining("has no tombstone");
    }

    /** Everywhere in the schema. */
    private static String rows(String id) throws SQLException {
        return String.valueOf(Tables.query("checkpoint_owner", """
                SELECT (SELECT count(*) FROM checkpoint.checkpoints WHERE instance_id = '%1$s')
                     + (SELECT count(*) FROM checkpoint.heads WHERE instance_id = '%1$s')
                     + (SELECT count(*) FROM checkpoint.triggers WHERE instance_id = '%1$s')
                     + (SELECT count(*) FROM checkpoint.armed WHERE instance_id = '%1$s')
                     + (SELECT count(*) FROM checkpoint.outbox WHERE message_key = '%1$s')
                """.formatted(id)));
    }

    private static HeartbeatAccepted beat(String id) {
        return new HeartbeatAccepted(id, "odin", 1, Instant.now(), 91, "statusline", null);
    }

    private InstanceChanged change(Change change) {
        var now = Instant.now();
        var row = new Instance(
                instance,
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
        return new InstanceChanged(row, 9, change, now, Map.of());
    }

    private static Response create(String id, String key) {
        return given().auth()
                .oauth2(TestTokens.agent("odin", "odin3"))
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body("{\"instance_id\": \"" + id + "\", \"checkpoint_type\": \"manual\", \"work_state\": {}}")
                .post("/api/v1/checkpoints");
    }
}
