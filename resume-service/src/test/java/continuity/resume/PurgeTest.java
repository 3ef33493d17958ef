package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.contracts.InstanceStatus;
import continuity.contracts.Topics;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An instance that the registry has purged leaves nothing here, and nothing of it comes back. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
@Tag("R38")
class PurgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String id = Fleet.newId("shop");

    @Inject
    Fleet fleet;

    @Inject
    ContextStore store;

    @Inject
    ContextProjection projection;

    @Inject
    ObjectMapper json;

    @Test
    void itsContextIsGoneAndThatOfOthersIsNot() {
        var other = Fleet.newId("shop");
        projection.absorb(List.of(prompt(id, 1), prompt(other, 1)));

        tellOfPurge();

        await().atMost(PATIENCE).until(() -> store.load(List.of(id)).isEmpty());
        assertThat(store.load(List.of(other))).hasSize(1);
        given().auth()
                .oauth2(TestTokens.viewer("shop"))
                .get("/api/v1/instances/{id}/context", id)
                .then()
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
        given().auth()
                .oauth2(TestTokens.viewer("shop"))
                .queryParam("hint", id)
                .get("/api/v1/resume/candidates")
                .then()
                .body("matches", empty());
    }

    @Test
    void whatArrivesLateIsNotKept() {
        var other = Fleet.newId("shop");
        projection.absorb(List.of(prompt(id, 1), Reading.ofPurge(id, "shop"), prompt(id, 2)));

        projection.absorb(List.of(prompt(id, 3), prompt(other, 1)));

        assertThat(store.load(List.of(id))).isEmpty();
        assertThat(store.load(List.of(other))).hasSize(1);
    }

    @Test
    void aSuccessorKeepsItsOwnWork() {
        var successor = Fleet.newId("shop");
        projection.absorb(List.of(prompt(id, 1), prompt(successor, 2)));

        projection.absorb(List.of(Reading.ofPurge(id, "shop")));

        assertThat(store.load(List.of(successor))
                        .getFirst()
                        .evidence()
                        .session()
                        .events()
                        .last())
                .isEqualTo(2);
    }

    @Test
    void theServicesOwnRolePurgesThroughTheFunctionAlone() {
        for (var statement : List.of(
                "DELETE FROM resume.tombstones", "DELETE FROM resume.instance_context", "TRUNCATE resume.tombstones")) {
            assertThatThrownBy(() -> run(statement)).hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> run("SELECT resume.purge_instance('" + id + "', 9)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("has no tombstone");
    }

    private static void run(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(Backbone.jdbcUrl(), "resume_app", Backbone.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void tellOfPurge() {
        ObjectNode change =
                json.valueToTree(Records.changed(Records.instance(InstanceStatus.CLOSED, null), 9, Instant.now()));
        change.put("change", "purged");
        change.withObject("instance").put("instance_id", id).put("project", "shop");
        fleet.send(Topics.INSTANCES, id, change);
    }

    private static Reading prompt(String id, long sequence) {
        var event = Records.event(sequence, "user_message", Map.of("text", "prompt " + sequence));
        return new Reading(id, "shop", Evidence.of(event));
    }
}
