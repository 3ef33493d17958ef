package continuity.resume;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import continuity.resume.fold.Records;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a resume says while the projection is behind, or nobody can tell. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "resume"))
@QuarkusTestResource(RegistryStandIn.class)
@QuarkusTestResource(RecordsStandIn.class)
@Tag("R57")
class LagTest {

    private static final String LOCK = "SELECT 1 FROM resume.instance_context WHERE instance_id = ? FOR UPDATE";

    @Inject
    Fleet fleet;

    @Inject
    ContextStore store;

    @Inject
    DataSource database;

    private final String session = UUID.randomUUID().toString();

    private String interrupted() {
        var id = Fleet.newId("shop");
        fleet.records(id, List.of(Records.event(1, "user_message", Map.of("text", "x"))));
        fleet.instance(id, 1, Map.of());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.load(List.of(id)).stream()
                        .anyMatch(context -> context.instance() != null
                                && context.evidence().session().events().last() == 1));
        return id;
    }

    private ValidatableResponse resume(String id) {
        var body = Map.of("hint", id, "client", "claude-code", "client_session_id", session);
        return given().auth()
                .oauth2(TestTokens.agent("shop", "desktop"))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/resume")
                .then()
                .statusCode(200);
    }

    @Test
    void whenAllIsReadNothingIsDeducted() {
        var id = interrupted();
        latest(id, 1);

        inTime(() -> resume(id).body("lag.state", equalTo("none")).body("lag.unread_records", equalTo(0)));
    }

    /** The first questions of all meet cold classes, and are not answered within the budget. */
    private static void inTime(ThrowingRunnable assertions) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(assertions);
    }

    private static void latest(String id, long sequence) {
        RecordsStandIn.tell(
                "/api/v1/instances/%s/events/latest".formatted(id),
                "{\"events\":[{\"sequence_num\":%d}]}".formatted(sequence));
    }

    @Test
    void recordsThatAreNotReadYetAreToldWithTheirNumber() throws SQLException {
        var id = interrupted();
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.prepareStatement(LOCK)) { // the projection cannot write that row
                lock.setString(1, id);
                lock.execute();
            }
            fleet.instance(id, 2, Map.of()); // which it has to, at once
            fleet.records(
                    id,
                    List.of(
                            Records.event(2, "user_message", Map.of("text", "y")),
                            Records.event(3, "user_message", Map.of("text", "z"))));

            inTime(() -> resume(id)
                    .body("lag.state", equalTo("lagging"))
                    .body("lag.unread_records", greaterThanOrEqualTo(1))
                    .body("confidence.deductions.points", hasItem(20))
                    .body(
                            "confidence.deductions.reason",
                            hasItem(matchesPattern("projection lagging: \\d+ records are not read yet")))
                    .body("context_markdown", containsString("are not read yet")));
            connection.rollback();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> store.load(List.of(id))
                                .getFirst()
                                .evidence()
                                .session()
                                .events()
                                .last()
                        == 3);
    }

    @Test
    void whatWasRecordedAMomentAgoIsReadBeforeTheAnswer() {
        var another = interrupted();
        var id = interrupted();
        inTime(() -> resume(another).body("lag.unread_records", equalTo(0)));
        fleet.records(id, List.of(Records.event(2, "user_message", Map.of("text", "a moment ago"))));

        resume(id).body("summary.goal", equalTo("a moment ago")).body("lag.unread_records", equalTo(0));
    }

    @Test
    void eventsThatOnlyTheCommandLogHasAreTold() {
        var id = interrupted();
        latest(id, 44);

        inTime(() -> resume(id)
                .body("lag.newest_event", equalTo(44))
                .body("lag.newest_read_event", equalTo(1))
                .body(
                        "confidence.deductions.reason",
                        hasItem("projection lagging: the newest event is 44, the newest that was read is 1")));
    }

    @Test
    void aCommandLogThatIsSlowIsNotWaitedFor() {
        var id = interrupted();
        RecordsStandIn.tell("/api/v1/instances/%s/events/latest".formatted(id), 200, 5_000, "{}");
        resume(interrupted()); // the first one of all meets cold classes

        var begin = System.nanoTime();
        resume(id)
                .body("lag.state", equalTo("not_checked"))
                .body(
                        "confidence.deductions.reason",
                        hasItem("not checked: whether all records are read: the command log did not answer"));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theContextSaysHowManyRecordsWereNotReadAMomentAgo() {
        var id = interrupted();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().auth()
                        .oauth2(TestTokens.viewer("shop"))
                        .get("/api/v1/instances/{id}/context", id)
                        .then()
                        .statusCode(200)
                        .header("Continuity-Unread-Records", matchesPattern("\\d+")));
        given().auth()
                .oauth2(TestTokens.operator("shop"))
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("continuity_projection_unread"));
    }
}
