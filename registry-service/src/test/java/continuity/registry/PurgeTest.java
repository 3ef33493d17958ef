package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import continuity.contracts.InstanceType;
import continuity.contracts.Topics;
import continuity.kit.security.Caller;
import continuity.testkit.TestTokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RegistryTest
@Tag("R38")
class PurgeTest {

    private final String project = Api.newProject();

    @Inject
    InstanceStore store;

    @Inject
    InstanceMessages messages;

    @Test
    void aPurgedInstanceIsGoneAndATombstoneSaysWhoAndWhy() throws SQLException {
        var id = Api.registered(project);

        purge(id, "asked by its owner")
                .statusCode(202)
                .body("instance_id", equalTo(id))
                .body("project", equalTo(project))
                .body("purged_by", equalTo("admin"))
                .body("reason", equalTo("asked by its owner"));

        Api.get(id).statusCode(404).body("code", equalTo("instance_not_found"));
        Api.heartbeat(id, Map.of()).statusCode(404);
        Api.close(id, Map.of()).statusCode(404);
        Api.list(Map.of("project", project)).body("total_count", equalTo(0));
        assertThat(Rows.text("SELECT count(*) FROM registry.outbox WHERE message_key = '" + id
                        + "' AND detail ->> 'change' <> 'purged'"))
                .isEqualTo("0");
        assertThat(Rows.text(
                        "SELECT purged_by || ': ' || reason FROM registry.tombstones WHERE instance_id = '" + id + "'"))
                .isEqualTo("admin: asked by its owner");
    }

    @Test
    void theLastMessageOfItsKeyNamesNothingPersonal() {
        var id = Api.register(Map.of(
                        "project", project,
                        "host_machine", "odin3",
                        "client", "claude-code",
                        "client_session_id", UUID.randomUUID().toString(),
                        "working_directory", "/home/mia/secret-plans"))
                .extract()
                .<String>path("instance_id");
        Api.heartbeat(id, Map.of("current_epic", "login-page", "context_percent", 42));

        purge(id, "asked by mia");

        Told.awaitChange(id, "purged");
        var all = Told.on(Topics.INSTANCES, id);
        var last = all.getLast();
        assertThat(last.getString("change")).isEqualTo("purged");
        assertThat(all)
                .allSatisfy(message ->
                        assertThat(message.getLong("revision")).isLessThanOrEqualTo(last.getLong("revision")));
        assertThat(last.getMap("instance"))
                .containsEntry("instance_id", id)
                .containsEntry("project", project)
                .containsEntry("instance_type", "PS")
                .containsEntry("status", "closed")
                .containsEntry("closed_reason", "purged")
                .containsEntry("generation", 1);
        assertThat(last.prettify()).doesNotContain("mia", "odin3", "claude-code", "login-page", "admin");
    }

    @Test
    void aRepeatChangesNothing() {
        var id = Api.registered(project);
        var first = purge(id, "first").extract().jsonPath();

        purge(id, "second")
                .statusCode(202)
                .body("reason", equalTo("first"))
                .body("purged_at", equalTo(first.getString("purged_at")));

        Told.awaitChange(id, "purged");
        assertThat(Told.changes(id)).containsOnlyOnce("purged");
    }

    @Test
    void ofSeveralAtOnceOnePurges() throws Exception {
        var id = Api.registered(project);
        Callable<String> purging =
                () -> purge(id, "why").statusCode(202).extract().path("purged_at");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    threads.invokeAll(Stream.generate(() -> purging).limit(6).toList());

            assertThat(answers)
                    .map(answer -> answer.resultNow())
                    .containsOnly(answers.getFirst().resultNow());
        }
    }

    @Test
    void otherInstancesKeepItsNameAndThemselves() throws SQLException {
        var id = Api.registered(project);
        Rows.silence(id, Duration.ofHours(1));
        var successor = Api.succeed(id, Map.of("generation", 1))
                .statusCode(200)
                .extract()
                .<String>path("instance_id");
        var child = Api.register(Map.of("project", project, "parent_instance_id", successor))
                .extract()
                .<String>path("instance_id");

        purge(id, "why").statusCode(202);
        purge(successor, "why").statusCode(202);

        Api.get(child).statusCode(200).body("parent_instance_id", equalTo(successor));
        assertThat(Rows.text("SELECT count(*) FROM registry.supervisor_sessions WHERE project = '" + project + "'"))
                .isEqualTo("1");
    }

    @Test
    @Tag("R5")
    void itsShortIdIsNeverGivenAgain() {
        var id = Api.registered(project);
        var shortId = id.substring(id.length() - 6);
        purge(id, "why").statusCode(202);
        var shortIds = new ShortIds(new Random() {
            private boolean first = true;

            @Override
            public int nextInt(int bound) {
                var next = first ? Integer.parseInt(shortId, 16) : super.nextInt(bound);
                first = false;
                return next;
            }
        });
        var wanted = new NewInstance(project, InstanceType.PS, null, null, null, null, null, null, null);
        var admin = new Caller("admin", Set.of("admin"), Set.of("*"), null);

        QuarkusTransaction.begin();
        try {
            var registered = new Registrar(store, messages, shortIds).register(wanted, admin);

            assertThat(registered.row().instance().instanceId()).doesNotEndWith(shortId);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void itsClientSessionAndKeyRegisterANewInstance() {
        var session = Map.of(
                "project",
                project,
                "client",
                "claude-code",
                "client_session_id",
                UUID.randomUUID().toString());
        var key = UUID.randomUUID().toString();
        var id = registered(session, key);
        assertThat(registered(session, key)).isEqualTo(id);

        purge(id, "why").statusCode(202);

        var next = Api.asAdmin()
                .header("Idempotency-Key", key)
                .body(session)
                .post("/api/v1/instances")
                .then()
                .statusCode(201)
                .body("instance_id", not(equalTo(id)))
                .body("generation", equalTo(1))
                .extract()
                .<String>path("instance_id");
        assertThat(registered(session, key)).isEqualTo(next);
    }

    @ParameterizedTest
    @Tag("R96")
    @ValueSource(
            strings = {"{}", "{\"reason\": \"\"}", "{\"reason\": \" \"}", "{\"reason\": \"two\\nlines\"}", "", "null"})
    void aReasonIsRequired(String body) {
        var id = Api.registered(project);

        Api.asAdmin()
                .body(body)
                .delete("/api/v1/instances/{id}", id)
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors[0].field", equalTo("reason"));
        purge(id, "x".repeat(201)).statusCode(400);
        Api.get(id).statusCode(200);
    }

    @Test
    @Tag("R88")
    void onlyAnAdminWhoSeesTheProjectPurges() {
        var id = Api.registered(project);
        var adminOfAnother = TestTokens.of("admin", List.of("admin"), List.of("other"), null, Duration.ofMinutes(5));

        for (var token : List.of(TestTokens.operator(), TestTokens.agent(project, "odin3"), TestTokens.viewer())) {
            purge(token, id, "why").statusCode(403).body("code", equalTo("forbidden"));
        }
        purge(adminOfAnother, id, "why").statusCode(404).body("code", equalTo("instance_not_found"));
        purge(project + "-PS-00000x", "why").statusCode(404);
        purge(id.substring(id.length() - 6), "why").statusCode(404);
        Api.get(id).statusCode(200);
        purge(id, "why").statusCode(202);
        purge(adminOfAnother, id, "why").statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM registry.supervisor_sessions",
                "TRUNCATE registry.supervisor_sessions",
                "DELETE FROM registry.tombstones",
                "UPDATE registry.tombstones SET reason = 'another'",
                "INSERT INTO registry.tombstones SELECT * FROM registry.tombstones"
            })
    void theServicesOwnRoleRemovesNothingElse(String statement) {
        assertDenied("registry_app", statement);
    }

    @Test
    void peopleWithPsqlSeeTombstonesAndPurgeNothing() throws SQLException {
        assertDenied("supervisor", "SELECT registry.purge_instance('x', 'y', 'z')");
        try (var connection = Rows.connect("supervisor");
                var statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT reason FROM tombstones")).isTrue();
        }
    }

    private static void assertDenied(String role, String sql) {
        assertThatThrownBy(() -> {
                    try (var connection = Rows.connect(role);
                            var statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    private static String registered(Map<String, ?> body, String key) {
        return Api.asAdmin()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/instances")
                .path("instance_id");
    }

    private static ValidatableResponse purge(String id, String reason) {
        return purge(TestTokens.admin(), id, reason);
    }

    private static ValidatableResponse purge(String token, String id, String reason) {
        return Api.as(token)
                .body(Map.of("reason", reason))
                .delete("/api/v1/instances/{id}", id)
                .then();
    }
}
