package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import continuity.testkit.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What counts as life, with the detector at work, sweeping every second. */
@RegistryTest
class LivenessTest {

    private static final Map<String, Object> STATUS_LINE = Map.of("evidence", "status_line");
    private static final Map<String, Object> HOOK = Map.of("evidence", "hook");

    private static final Duration TOO_LONG = Duration.ofSeconds(125);

    @BeforeEach
    @AfterEach
    void hearEverything() throws SQLException {
        Rows.change("UPDATE registry.watch SET ingest_seen_at = NULL");
        Rows.forgetGaps();
    }

    @Test
    @Tag("R97")
    @Tag("R14")
    void withAStatusLineItsBeatsAloneDecide() throws Exception {
        var id = Api.registered(Api.newProject());
        Api.heartbeat(id, STATUS_LINE).statusCode(200);
        Rows.silence(id, TOO_LONG);

        Api.heartbeat(id, HOOK).statusCode(200).body("age_seconds", greaterThanOrEqualTo(125));

        awaitStatus(id, "stale");
        Api.heartbeat(id, HOOK).statusCode(200).body("status", equalTo("stale")).body("stale", equalTo(true));
        Api.get(id).body("status", equalTo("stale"));
        Api.heartbeat(id, STATUS_LINE).statusCode(200).body("status", equalTo("active"));
        Told.awaitChange(id, "revived");
        assertThat(Told.changes(id)).containsExactly("registered", "stale", "revived");
    }

    @Test
    @Tag("R34")
    @Tag("R97")
    void aHookThatCountsForNothingIsNeverAnnouncedAsARevival() throws Exception {
        var id = Api.registered(Api.newProject());
        Api.heartbeat(id, STATUS_LINE).statusCode(200);
        Rows.silence(id, TOO_LONG);
        awaitStatus(id, "stale");
        Told.awaitChange(id, "stale");
        Rows.change(
                "UPDATE registry.supervisor_sessions SET announced_at = now() - interval '1 hour' WHERE instance_id = ?",
                id);

        Api.heartbeat(id, HOOK).statusCode(200).body("status", equalTo("stale"));

        Api.heartbeat(id, STATUS_LINE).statusCode(200);
        Told.awaitChange(id, "revived");
        assertThat(Told.changes(id)).containsExactly("registered", "stale", "revived");
    }

    @Test
    @Tag("R97")
    void quietIsOnlyWhoCouldHaveBeenHeardAndHasNoStatusLine() throws Exception {
        var id = Api.registered(Api.newProject());
        Api.heartbeat(id, Map.of("evidence", "hook", "running", Map.of("tool", "Bash")))
                .statusCode(200);
        Rows.silence(id, Duration.ofMinutes(5));
        Api.get(id).body("quiet", equalTo(true));

        Rows.change("UPDATE registry.watch SET silent_until = now() - interval '10 seconds'");
        Api.get(id).body("quiet", equalTo(false)); // it could not speak until ten seconds ago
        Rows.forgetGaps();

        Rows.change("UPDATE registry.supervisor_sessions SET has_status_line = true WHERE instance_id = ?", id);
        Api.get(id).body("quiet", equalTo(false));
    }

    @Test
    @Tag("R12")
    @Tag("R16")
    void aCallMadeOnPurposeCountsAlsoBesideAStatusLine() throws Exception {
        var id = Api.registered(Api.newProject());
        Api.heartbeat(id, STATUS_LINE).statusCode(200);
        Rows.silence(id, TOO_LONG);
        awaitStatus(id, "stale");

        Api.heartbeat(id, Map.of())
                .statusCode(200)
                .body("status", equalTo("active"))
                .body("age_seconds", equalTo(0));
    }

    @Test
    @Tag("R97")
    void withoutAStatusLineHooksCount() throws Exception {
        var id = Api.registered(Api.newProject());
        Rows.silence(id, TOO_LONG);
        awaitStatus(id, "stale");

        Api.heartbeat(id, HOOK)
                .statusCode(200)
                .body("status", equalTo("active"))
                .body("age_seconds", equalTo(0));
    }

    @Test
    @Tag("R97")
    @Tag("R98")
    void anAgentThatStartsAgainMayHaveNoStatusLineThisTime() throws Exception {
        var session = Map.<String, Object>of(
                "project",
                Api.newProject(),
                "client",
                "claude-code",
                "client_session_id",
                UUID.randomUUID().toString());
        var id = Api.register(session).extract().<String>path("instance_id");
        Api.heartbeat(id, STATUS_LINE).statusCode(200);

        Api.register(session).statusCode(200).body("generation", equalTo(2));
        Rows.silence(id, TOO_LONG);
        Api.heartbeat(id, HOOK)
                .statusCode(200)
                .body("status", equalTo("active"))
                .body("age_seconds", equalTo(0));
    }

    @Test
    @Tag("R97")
    void whileAToolRunsAnAgentWithoutStatusLineIsQuietAndNotStale() throws Exception {
        var busy = Api.registered(Api.newProject());
        var idle = Api.registered(Api.newProject());
        var since = Instant.now().minusSeconds(7 * 60).toString();
        Api.heartbeat(busy, Map.of("evidence", "hook", "running", Map.of("tool", "Bash", "since", since)))
                .statusCode(200);
        Api.get(busy).body("running.tool", equalTo("Bash")).body("quiet", equalTo(false));

        Rows.silence(busy, Duration.ofMinutes(7));
        Rows.silence(idle, Duration.ofMinutes(7));

        awaitStatus(idle, "stale");
        Api.get(busy)
                .body("status", equalTo("active"))
                .body("quiet", equalTo(true))
                .body("running.tool", equalTo("Bash"))
                .body("age_seconds", greaterThanOrEqualTo(420));
        Api.list(Map.of("project", projectOf(busy))).body("instances.quiet", hasItem(true));
    }

    @Test
    @Tag("R97")
    void afterAQuarterOfAnHourWhatWasLeftOpenHoldsNobody() throws Exception {
        var id = Api.registered(Api.newProject());
        Api.heartbeat(id, Map.of("evidence", "hook", "running", Map.of())).statusCode(200);

        Rows.silence(id, Duration.ofMinutes(15).minusSeconds(20));
        awaitSweep();
        Api.get(id).body("status", equalTo("active")).body("running.tool", nullValue());

        Rows.silence(id, Duration.ofMinutes(15));
        awaitStatus(id, "stale");
        Api.get(id).body("running", nullValue()).body("quiet", equalTo(false));
    }

    @Test
    @Tag("R97")
    void aTurnThatEndsHoldsNoLonger() throws Exception {
        var id = Api.registered(Api.newProject());
        Api.heartbeat(id, Map.of("evidence", "hook", "running", Map.of("tool", "Bash")))
                .statusCode(200);
        Api.heartbeat(id, HOOK).statusCode(200);
        Api.get(id).body("running.tool", equalTo("Bash"));

        Api.heartbeat(id, Map.of("evidence", "hook", "clear_running", true)).statusCode(200);

        Api.get(id).body("running", nullValue());
        Rows.silence(id, TOO_LONG);
        awaitStatus(id, "stale");
    }

    @Test
    @Tag("R97")
    void withAStatusLineAnOpenToolHoldsNobodyAndIsForgottenInTheEnd() throws Exception {
        var dead = Api.registered(Api.newProject());
        var interrupted = Api.registered(Api.newProject());
        for (var id : new String[] {dead, interrupted}) {
            Api.heartbeat(id, STATUS_LINE).statusCode(200);
            Api.heartbeat(id, Map.of("evidence", "hook", "running", Map.of("tool", "Bash")))
                    .statusCode(200);
        }

        Rows.silence(dead, TOO_LONG);
        Rows.change(
                "UPDATE registry.supervisor_sessions SET running_heard_at = now() - interval '15 minutes' "
                        + "WHERE instance_id = ?",
                interrupted);

        awaitStatus(dead, "stale");
        awaitSweep();
        Api.get(interrupted).body("status", equalTo("active")).body("running", nullValue());
    }

    @Test
    @Tag("R97")
    void whatIsClosedRunsNothing() {
        var id = Api.registered(Api.newProject());
        Api.heartbeat(id, Map.of("evidence", "hook", "running", Map.of("tool", "Bash")))
                .statusCode(200);

        Api.close(id, Map.of()).statusCode(200).body("running", nullValue());
    }

    @Test
    @Tag("R14")
    void whileAgentsCannotBeHeardNobodyGoesStale() throws Exception {
        var id = Api.registered(Api.newProject());
        sayPresent();
        Rows.change("UPDATE registry.watch SET ingest_seen_at = now() - interval '40 seconds'");
        Rows.silence(id, Duration.ofHours(1));

        awaitSweep();
        Api.get(id).body("status", equalTo("active"));
        sayPresent();
        awaitSweep();
        Api.get(id).body("status", equalTo("active")); // its time counts from the end of the gap
        Rows.forgetGaps();
        awaitStatus(id, "stale");
    }

    @Test
    @Tag("R96")
    void evidenceThatNobodyKnowsAndContradictionsAreRefused() {
        var id = Api.registered(Api.newProject());

        Api.heartbeat(id, Map.of("evidence", "rumour", "running", Map.of("tool", "a\nb"), "clear_running", true))
                .statusCode(400)
                .body("errors.field", equalTo(List.of("evidence", "running.tool", "clear_running")));
        Api.heartbeat(id, Map.of("hooks", Map.of("stored", 1)))
                .statusCode(400)
                .body("errors[0].field", equalTo("hooks"));
    }

    @Test
    @Tag("R99")
    void theFooterShowsWhatBecameOfTheHooks() {
        var id = Api.registered(Api.newProject());
        var before = UUID.randomUUID();
        assertThat(lastLine(id)).isEqualTo("Captured: 0 | Stored: 0 | Dropped: 0");

        Api.heartbeat(id, counts(before, 100, 2, 30)).statusCode(200);
        Api.heartbeat(id, counts(before, 90, 2, 40)).statusCode(200); // overtaken on its way
        assertThat(lastLine(id)).isEqualTo("Captured: 132 | Stored: 100 | Dropped: 2");

        Api.heartbeat(id, counts(UUID.randomUUID(), 30, 1, 5)).statusCode(200);
        assertThat(lastLine(id)).isEqualTo("Captured: 138 | Stored: 130 | Dropped: 3");
        Api.footer(id, Map.of()).body(not(containsString("Captured")));
    }

    private static void sayPresent() {
        Api.as(TestTokens.service("mission-control"))
                .post("/api/v1/ingest/presence")
                .then()
                .statusCode(204);
    }

    private static String lastLine(String id) {
        var footer = Api.footer(id, Map.of("verbose", "true"))
                .statusCode(200)
                .extract()
                .asString();
        return footer.substring(footer.lastIndexOf('\n') + 1);
    }

    private static Map<String, Object> counts(UUID source, int stored, int dropped, int waiting) {
        return Map.of("hooks", Map.of("source", source, "stored", stored, "dropped", dropped, "waiting", waiting));
    }

    private static String projectOf(String id) {
        return id.substring(0, id.lastIndexOf("-PS-"));
    }

    private static void awaitStatus(String id, String status) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> Api.get(id).body("status", equalTo(status)));
    }

    private static void awaitSweep() throws SQLException {
        var before = Rows.text("SELECT now()");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Rows.text(
                                "SELECT last_sweep_at > '%s'::timestamptz + interval '1 second' FROM registry.watch"
                                        .formatted(before))
                        .equals("t"));
    }
}
