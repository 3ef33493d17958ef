package continuity.commandlog.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.commandlog.Tables;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A history that is too long to be held in memory: 50,000 events of 300 characters, or with {@code -Dlong} a million of
 * a thousand, which is more than the heap of this JVM. Each tenth event is a root, the nine after it hang in a line
 * under it, and every 5,000th is a failure.
 */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class LongHistoryTest {

    private static final boolean LONG = Boolean.getBoolean("long");
    private static final int LENGTH = LONG ? 1_000_000 : 50_000;
    private static final int TEXT = LONG ? 1000 : 300;

    private static String filled = "";

    @TestHTTPResource("/")
    URI service = URI.create("http://127.0.0.1");

    @Inject
    ObjectMapper json;

    @ParameterizedTest
    @Tag("R41")
    @ValueSource(strings = {"jsonl", "json"})
    void anExportComesLineByLineAndWhole(String format) throws Exception {
        var lines = 0;
        var last = "";

        try (var file = reader(open(instance(), format).body())) {
            for (var line = file.readLine(); line != null; line = file.readLine()) {
                lines++;
                last = line;
            }
        }

        if (format.equals("json")) {
            assertThat(lines).isEqualTo(LENGTH + 2);
            assertThat(last).isEqualTo("],\"count\":" + LENGTH + "}");
        } else {
            assertThat(lines).isEqualTo(LENGTH);
            assertThat(json.readTree(last).get("sequence_num").asInt()).isEqualTo(LENGTH);
        }
    }

    @Test
    @Tag("R41")
    void aClientThatGoesAwayEndsTheExport() throws Exception {
        var instance = instance();
        var log = new CapturedLog();
        try {
            var file = open(instance, "jsonl").body();
            assertThat(file.readNBytes(1000)).hasSize(1000);

            file.close();

            await().untilAsserted(() -> assertThat(log.messages)
                    .anyMatch(message -> message.contains("broke off") && message.contains(instance)));
        } finally {
            log.close();
        }
    }

    @ParameterizedTest
    @Tag("R41")
    @ValueSource(strings = {"jsonl", "json"})
    void anExportThatFailsHalfwayDoesNotLookComplete(String format) throws Exception {
        var instance = fill(2000);
        append(instance, 2001, "[1]"); // no object, which nobody could have written
        append(instance, 2002, "{}");

        var file = open(instance, format).body();

        assertThatThrownBy(file::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    @Tag("R37")
    void theEndsOfALongHistoryAreAtHand() throws Exception {
        var instance = instance();

        assertThat(get(instance, "latest?limit=3").getList("events.sequence_num"))
                .isEqualTo(List.of(LENGTH - 2, LENGTH - 1, LENGTH));
        assertThat(get(instance, "events/replay?to_sequence=4999").getInt("count"))
                .isEqualTo(4999);
        assertThat(get(instance, "aggregates").getInt("errors")).isEqualTo(LENGTH / 5000);
        assertThat(get(instance, "failure-chain").getInt("failing_event.sequence_num"))
                .isEqualTo(LENGTH);
        assertThat(get(instance, "failure-chain").getList("chain")).hasSize(10);
        assertThat(get(instance, "lineage-stats").getInt("roots")).isEqualTo(LENGTH / 10);
    }

    @Test
    @Tag("R40")
    void lineageIsLookedUpInIndexes() throws Exception {
        var instance = instance();
        var event = Tables.select("SELECT event_id FROM event_store WHERE instance_id = '" + instance
                        + "' AND sequence_num = 4996")
                .getFirst();
        var wholePartition = "Seq Scan on "
                + Tables.select("SELECT relname FROM pg_class WHERE oid = (SELECT tableoid FROM event_store"
                                + " WHERE event_id = '" + event + "')")
                        .getFirst();
        var projects = "false, ARRAY['odin']";

        assertThat(plan(EventHistoryStore.CHAIN, projects + ", '" + event + "', 1000"))
                .contains("_pkey")
                .doesNotContain(wholePartition);
        assertThat(plan(EventHistoryStore.CHILDREN, projects + ", ARRAY['" + event + "']::uuid[], 1001"))
                .contains("parent_event_id_sequence_num_idx")
                .doesNotContain(wholePartition);
        assertThat(plan(EventHistoryStore.LAST_FAILURE, projects + ", '" + instance + "'"))
                .contains("instance_id_sequence_num_idx")
                .doesNotContain(wholePartition)
                .doesNotContain("Rows Removed by Filter");
    }

    @Test
    void causesInTheArchiveAreCountedNotMissed() throws Exception {
        var instance = fill(10);
        execute("DELETE FROM command_log.event_store WHERE instance_id = '" + instance + "' AND sequence_num <= 4");
        var events = get(instance, "latest").getList("events.event_id");

        var chain = getPath("/api/v1/events/" + events.getLast() + "/chain");
        var tree = getPath("/api/v1/events/" + events.getFirst() + "/tree");
        var replay = get(instance, "events/replay");
        var stats = get(instance, "lineage-stats");

        assertThat(chain.getList("chain.event_id")).isEqualTo(events);
        assertThat(chain.getInt("missing_before")).isEqualTo(4);
        assertThat(chain.getBoolean("truncated")).isTrue();
        assertThat(tree.getInt("count")).isEqualTo(6);
        assertThat(replay.getInt("count")).isEqualTo(6);
        assertThat(replay.getInt("missing_before")).isEqualTo(4);
        assertThat(stats.getInt("orphans")).isEqualTo(1);
        assertThat(stats.getInt("roots")).isZero();
    }

    /** The long history, made once. */
    private static String instance() throws SQLException {
        if (filled.isEmpty()) {
            filled = fill(LENGTH);
        }
        return filled;
    }

    /** Past the service, as the owner, since a million calls would take an hour. */
    private static String fill(int length) throws SQLException {
        var instance = Api.freshInstance();
        execute("""
                WITH made AS (
                    SELECT n, (n - 1) %% 10 AS depth,
                           lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7%1$s' AS prefix
                      FROM generate_series(1, %2$d) AS n
                )
                INSERT INTO command_log.event_store (
                       event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                       parent_event_id, root_event_id, depth, timestamp)
                SELECT (prefix || lpad(to_hex(n), 13, '0'))::uuid, 'odin-PS-%1$s', 'odin', 1,
                       CASE WHEN n %% 5000 = 0 THEN 'error' ELSE 'user_message' END, n,
                       jsonb_build_object('text', repeat('x', %3$d), 'message', 'no'), '{}',
                       CASE WHEN depth > 0 THEN (prefix || lpad(to_hex(n - 1), 13, '0'))::uuid END,
                       (prefix || lpad(to_hex(n - depth), 13, '0'))::uuid, depth, now()
                  FROM made
                """.formatted(instance.substring(instance.length() - 6), length, TEXT));
        execute("ANALYZE command_log.event_store");
        return instance;
    }

    private static void append(String instance, int sequence, String data) throws SQLException {
        execute("""
                INSERT INTO command_log.event_store (
                       event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                       root_event_id, depth, timestamp)
                VALUES ('%1$s', '%2$s', 'odin', 1, 'error', %3$d, '%4$s', '{}', '%1$s', 0, now())
                """.formatted(Uuid7.at(Instant.now()), instance, sequence, data));
    }

    private static void execute(String sql) throws SQLException {
        Tables.execute("command_log_owner", sql);
    }

    /** The statement's plan for whatever arguments come, and what became of it with these. */
    private static String plan(String sql, String arguments) throws SQLException {
        var statement = new StringBuilder();
        var parts = sql.split("\\?", -1);
        for (int i = 0; i < parts.length; i++) {
            statement.append(i == 0 ? "" : "$" + i).append(parts[i]);
        }
        try (var connection = DriverManager.getConnection(Backbone.jdbcUrl(), "command_log_app", Backbone.password());
                var session = connection.createStatement()) {
            session.execute("SET plan_cache_mode = force_generic_plan");
            session.execute("PREPARE asked AS " + statement);
            var plan = new ArrayList<String>();
            try (var rows = session.executeQuery("EXPLAIN (ANALYZE, COSTS OFF) EXECUTE asked (" + arguments + ")")) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            return String.join("\n", plan);
        }
    }

    private HttpResponse<InputStream> open(String instance, String format) throws Exception {
        var uri = service.resolve("/api/v1/instances/" + instance + "/export?format=" + format);
        var request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + TestTokens.viewer())
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private static JsonPath get(String instance, String what) {
        return getPath("/api/v1/instances/" + instance + "/" + what);
    }

    private static JsonPath getPath(String path) {
        return Api.get(path, Map.of());
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** What {@link HistoryResource} complains about. */
    private static final class CapturedLog extends Handler {

        private final List<String> messages = new CopyOnWriteArrayList<>();
        private final Logger logger = Logger.getLogger(HistoryResource.class.getName());

        CapturedLog() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            messages.add(record.getMessage() + " " + Arrays.toString(record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
