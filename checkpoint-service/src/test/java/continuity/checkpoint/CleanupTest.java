package continuity.checkpoint;

import static continuity.checkpoint.Fixtures.freshInstance;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import continuity.testkit.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ServiceTest
@Tag("R47")
class CleanupTest {

    private final String instance = freshInstance("odin");

    @Inject
    Cleanup cleanup;

    @BeforeEach
    void nothingIsOld() {
        cleanup.clean(new CleanupRequest(Duration.ofDays(20), false));
    }

    @Test
    void whatIsThirtyDaysOldLeavesAndIsCounted() throws Exception {
        stored("manual", "30 days 1 minute", 3);
        stored("context_window", "31 days", 2);
        stored("manual", "29 days 23 hours", 1);

        clean("").then().statusCode(200).body("deleted_count", equalTo(5)).body("freed_bytes", equalTo(5 * 7));

        assertThat(remaining()).isEqualTo(1);
    }

    @Test
    void theCheckpointOfACompletedEpicStaysForEver() throws Exception {
        stored("epic_completion", "900 days", 2);

        clean("{\"retention_days\": 1}").then().statusCode(200);

        assertThat(remaining()).isEqualTo(2);
    }

    @Test
    @Tag("R94")
    void aDryRunTellsTheSameNumbersAndRemovesNothing() throws Exception {
        stored("manual", "40 days", 3);

        clean("{\"dry_run\": true}").then().body("deleted_count", equalTo(3)).body("freed_bytes", equalTo(21));
        assertThat(remaining()).isEqualTo(3);
        clean("{\"dry_run\": false}").then().body("deleted_count", equalTo(3)).body("freed_bytes", equalTo(21));
        assertThat(remaining()).isZero();
    }

    @Test
    @Tag("R96")
    void aFieldThatIsSpelledWrongRemovesNothing() throws Exception {
        stored("manual", "40 days", 1);

        clean("{\"retention_days\": 1, \"dryRun\": true}")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("body"));

        assertThat(remaining()).isEqualTo(1);
    }

    @Test
    void moreThanABatchLeavesInSeveral() throws Exception {
        stored("context_window", "40 days", 2345);

        clean("{}").then().body("deleted_count", equalTo(2345));

        assertThat(remaining()).isZero();
    }

    @Test
    void whatNobodyWasToldOfStays() throws Exception {
        stored("manual", "40 days", 2);
        var waiting = sql(
                "SELECT min(checkpoint_id::text) FROM checkpoint.checkpoints WHERE instance_id = '" + instance + "'");
        sql("INSERT INTO checkpoint.outbox (topic, message_key, shard, pointer) VALUES ('nowhere', 'x', 99, '" + waiting
                + "') RETURNING 1");

        clean("{}").then().body("deleted_count", equalTo(1));

        sql("DELETE FROM checkpoint.outbox WHERE shard = 99 RETURNING 1");
        clean("{}").then().body("deleted_count", equalTo(1));
    }

    @Test
    void severalAtOnceShareTheWork() throws Exception {
        stored("manual", "40 days", 3000);
        Callable<Number> cleaning = () -> clean("{}").then().extract().path("deleted_count");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var removed = threads
                    .invokeAll(Stream.generate(() -> cleaning).limit(4).toList())
                    .stream()
                    .mapToInt(future -> future.resultNow().intValue())
                    .sum();

            assertThat(removed).isEqualTo(3000);
        }
    }

    @Test
    void theScheduledRunAlsoRemovesOldKeysAndTriggersThatAreDone() throws Exception {
        stored("manual", "40 days", 1);
        sql("INSERT INTO checkpoint.idempotency SELECT '" + instance + "', k, 'r', gen_random_uuid(), now() - a"
                + " FROM (VALUES ('old', interval '91 days'), ('young', interval '89 days')) v (k, a) RETURNING 1");
        sql("INSERT INTO checkpoint.triggers (trigger_id, instance_id, project, checkpoint_type, reason, requested_at,"
                + " done_at, not_before) SELECT gen_random_uuid(), '" + instance
                + "', 'odin', 'manual', 'x', now(), now() - a, 'infinity'"
                + " FROM (VALUES (interval '91 days'), (interval '89 days'), (NULL)) v (a) RETURNING 1");

        cleanup.run();

        assertThat(remaining()).isZero();
        assertThat(sql("SELECT string_agg(key, ',') FROM checkpoint.idempotency WHERE subject = '" + instance + "'"))
                .isEqualTo("young");
        assertThat(sql("SELECT count(*) FROM checkpoint.triggers WHERE instance_id = '" + instance + "'"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @Tag("R96")
    @ValueSource(strings = {"0", "-1", "1.5", "\"30\"", "1e3", "99999999999", "[]"})
    void daysAreAnIntegerFromOne(String days) {
        clean("{\"retention_days\": " + days + "}")
                .then()
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors[0].field", equalTo("retention_days"));
    }

    @Test
    @Tag("R96")
    void whatIsNotUnderstoodIsRefused() {
        clean("{\"dry_run\": 1}").then().statusCode(400).body("errors[0].field", equalTo("dry_run"));
        clean("[]").then().statusCode(400).body("errors[0].field", equalTo("body"));
        clean("{").then().statusCode(400).body("code", equalTo("malformed_json"));
    }

    @Test
    @Tag("R88")
    void onlyAnOperatorOfTheWholeFleetCleans() {
        clean(TestTokens.operator("odin"), "{}").then().statusCode(403).body("code", equalTo("forbidden"));
        clean(TestTokens.agent("odin", "odin3"), "{}").then().statusCode(403);
        clean(TestTokens.viewer(), "{}").then().statusCode(403);
        clean(TestTokens.operator(), "{\"dry_run\": true}").then().statusCode(200);
    }

    @Test
    @Tag("R94")
    void theServiceItselfCannotRemoveWhatIsYoungerThanADay() {
        assertThatThrownBy(() -> Tables.query(
                        "checkpoint_app", "SELECT checkpoint.remove_expired(now() - interval '23 hours', 9)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("stays for a day at least");
        assertThatThrownBy(() -> Tables.query("checkpoint_app", "SELECT checkpoint.remove_done(now(), 9)"))
                .hasMessageContaining("14 days at least");
        assertThatThrownBy(() ->
                        Tables.query("supervisor", "SELECT checkpoint.remove_expired(now() - interval '2 days', 9)"))
                .hasMessageContaining("permission denied");
    }

    private void stored(String type, String age, int count) throws SQLException {
        sql("INSERT INTO checkpoint.checkpoints SELECT gen_random_uuid(), '" + instance + "', 'odin', '" + type
                + "', 'request', (SELECT count(*) FROM checkpoint.checkpoints WHERE instance_id = '" + instance
                + "') + n, 0, NULL, 1, '{\"a\":1}', '', '{}', 7, now(), now() - interval '" + age
                + "' FROM generate_series(1, " + count + ") n RETURNING 1");
    }

    private int remaining() throws SQLException {
        return Integer.parseInt(
                sql("SELECT count(*) FROM checkpoint.checkpoints WHERE instance_id = '" + instance + "'"));
    }

    private static String sql(String statement) throws SQLException {
        return Objects.requireNonNullElse(Tables.query("checkpoint_owner", statement), "");
    }

    private static Response clean(String body) {
        return clean(TestTokens.operator(), body);
    }

    private static Response clean(String token, String body) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/checkpoints/cleanup");
    }
}
