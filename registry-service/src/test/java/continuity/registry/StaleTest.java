package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import continuity.kit.sql.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stale detector at work, sweeping every second. */
@RegistryTest
class StaleTest {

    private static final String LAST_SWEEP = "SELECT extract(epoch FROM last_sweep_at) * 1000 FROM registry.watch";

    private static final String TIMES_ARE_OF_NOW = """
            SELECT abs(extract(epoch FROM now() - last_sweep_at)) < 10
                   AND NOT EXISTS (SELECT FROM registry.supervisor_sessions
                                    WHERE last_heartbeat > now() + interval '10 seconds')
              FROM registry.watch
            """;

    @Inject
    StaleStore store;

    @Inject
    Database database;

    @BeforeEach
    void hearEverything() throws SQLException {
        Rows.forgetGaps();
    }

    @Test
    @Tag("R14")
    void silenceIsToldExactlyOnce() throws Exception {
        var id = Api.registered(Api.newProject());

        Rows.silence(id, Duration.ofSeconds(125));

        Told.awaitChange(id, "stale");
        Api.get(id).body("status", equalTo("stale"));
        awaitSweeps();
        assertThat(Told.changes(id)).containsExactly("registered", "stale");
        var message = Told.last(id, "stale");
        assertThat(message.getLong("detail.age_seconds"))
                .isBetween(120L, 160L); // by the clock of a sweep that ran already
        assertThat(Instant.parse(message.getString("detail.last_heartbeat"))).isBefore(Instant.now());
        assertThat(message.getString("instance.status")).isEqualTo("stale");
    }

    @Test
    @Tag("R16")
    void aHeartbeatBringsItBackAndTheNextSilenceIsToldAgain() throws Exception {
        var id = Api.registered(Api.newProject());
        Rows.silence(id, Duration.ofSeconds(125));
        Told.awaitChange(id, "stale");

        Api.heartbeat(id, Map.of())
                .statusCode(200)
                .body("status", equalTo("active"))
                .body("stale", equalTo(false));

        Told.awaitChange(id, "revived");
        Rows.silence(id, Duration.ofSeconds(125));
        await().atMost(Duration.ofSeconds(20)).until(() -> Collections.frequency(Told.changes(id), "stale") == 2);
        assertThat(Told.changes(id)).containsExactly("registered", "stale", "revived", "stale");
    }

    @Test
    @Tag("R15")
    void anAgeOfExactlyTheLimitIsStaleAndLessIsNot() {
        var stale = Api.registered(Api.newProject());
        var active = Api.registered(Api.newProject());

        QuarkusTransaction.begin();
        try {
            silence(stale, "120 seconds");
            silence(active, "119.999 seconds");

            var found = store.markStale(Instant.EPOCH, Duration.ofMinutes(2), Duration.ofMinutes(15), 1_000);

            assertThat(found)
                    .extracting(row -> row.instance().instanceId())
                    .contains(stale)
                    .doesNotContain(active);
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    @Tag("R14")
    void silenceWhileNobodyCouldSpeakIsNoEvidence() throws Exception {
        var id = Api.registered(Api.newProject());

        try (var connection = Rows.connect("registry_owner")) {
            connection.setAutoCommit(false);
            Rows.change(connection, "UPDATE registry.watch SET last_sweep_at = now() - interval '31 seconds'");
            Rows.change(
                    connection,
                    "UPDATE registry.supervisor_sessions SET last_heartbeat = now() - interval '1 hour' "
                            + "WHERE instance_id = ?",
                    id);
            connection.commit();
        }

        awaitSweeps();
        Api.get(id).body("status", equalTo("active"));
        Rows.forgetGaps(); // as if those 120 seconds had passed
        Told.awaitChange(id, "stale");
    }

    @ParameterizedTest
    @Tag("R14")
    @ValueSource(strings = {"1 hour", "-1 hour"})
    void aClockThatJumpsMakesNobodyStaleAndLaterSilenceIsFound(String jump) throws Exception {
        var id = Api.registered(Api.newProject());
        var other = Api.registered(Api.newProject());

        shiftAllTimes(jump);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> Rows.text(TIMES_ARE_OF_NOW).equals("t"));
        awaitSweeps();
        Api.get(id).body("status", equalTo("active"));
        Api.heartbeat(id, Map.of()).statusCode(200).body("status", equalTo("active"));
        Rows.forgetGaps();
        Rows.silence(other, Duration.ofSeconds(125));
        Told.awaitChange(other, "stale");
        Api.get(id).body("status", equalTo("active"));
    }

    /** To the stored times a clock that was put forward is the same as times that are older. */
    private static void shiftAllTimes(String jump) throws SQLException {
        try (var connection = Rows.connect("registry_owner")) {
            connection.setAutoCommit(false);
            Rows.change(
                    connection,
                    "UPDATE registry.watch SET last_sweep_at = last_sweep_at - ?::interval, "
                            + "silent_until = silent_until - ?::interval",
                    jump,
                    jump);
            Rows.change(
                    connection,
                    "UPDATE registry.supervisor_sessions SET last_heartbeat = last_heartbeat - ?::interval",
                    jump);
            connection.commit();
        }
    }

    @Test
    @Tag("R14")
    void aShortPauseOfTheDetectorChangesNothing() throws Exception {
        var id = Api.registered(Api.newProject());

        try (var connection = Rows.connect("registry_owner")) {
            connection.setAutoCommit(false);
            Rows.change(connection, "UPDATE registry.watch SET last_sweep_at = now() - interval '20 seconds'");
            Rows.change(
                    connection,
                    "UPDATE registry.supervisor_sessions SET last_heartbeat = now() - interval '1 hour' "
                            + "WHERE instance_id = ?",
                    id);
            connection.commit();
        }

        Told.awaitChange(id, "stale");
    }

    @Test
    @Tag("R13")
    void whatIsClosedDoesNotBecomeStale() throws Exception {
        var id = Api.registered(Api.newProject());
        Api.close(id, Map.of()).statusCode(200);

        Rows.silence(id, Duration.ofHours(1));

        awaitSweeps();
        Api.get(id).body("status", equalTo("closed"));
    }

    private void silence(String id, String age) {
        database.update(
                "UPDATE registry.supervisor_sessions SET last_heartbeat = now() - ?::interval WHERE instance_id = ?",
                age,
                id);
    }

    /** Returns after at least two more sweeps. */
    private static void awaitSweeps() throws SQLException {
        var before = lastSweep();
        await().atMost(Duration.ofSeconds(20)).until(() -> lastSweep() > before + 1500);
    }

    private static double lastSweep() throws SQLException {
        return Double.parseDouble(Rows.text(LAST_SWEEP));
    }
}
