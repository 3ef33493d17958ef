package continuity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.testkit.Backbone;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The plans of the list queries with 100,000 checkpoints of 20,000 instances in 50 projects, as PostgreSQL would run
 * them for any values ({@code force_generic_plan}). The evidence goes to {@code target/query-plans.txt} and from there
 * into docs/queries.md. Everything happens in a transaction that is rolled back: no other test sees it.
 */
@QuarkusTest
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("R46")
class QueryPlansTest {

    private static final Path EVIDENCE = Path.of("target", "query-plans.txt");

    private static final String FILL = """
            INSERT INTO checkpoint.checkpoints
            SELECT gen_random_uuid(), 'fleet-' || n % 50 || '-PS-' || lpad(to_hex(n % 20000), 6, '0'),
                   'fleet-' || n % 50,
                   CASE WHEN n % 100 = 0 THEN 'epic_completion' WHEN n % 3 = 0 THEN 'manual' ELSE 'context_window' END,
                   'request', n / 20000 + 1, n, n % 101, 1,
                   ('{"pad": "' || repeat(md5(n::text), 40) || '"}')::json, repeat(md5(n::text), 30),
                   '{"requested_by": "agent"}', 1290, now(), now() - make_interval(secs => n * 20)
              FROM generate_series(1, 100000) n
            """;

    private static final String ALL_TYPES = "'{context_window,epic_completion,manual}'";
    private static final String BEGINNING = "'9999-12-31', 'ffffffff-ffff-ffff-ffff-ffffffffffff'";
    private static final String MIDDLE = "now() - interval '10 days', '80000000-0000-4000-8000-000000000000'";

    @SuppressWarnings("NullAway.Init") // before all
    private Connection database;

    @BeforeAll
    void fill() throws SQLException, IOException {
        Files.deleteIfExists(EVIDENCE);
        database = DriverManager.getConnection(Backbone.jdbcUrl(), "checkpoint_owner", Backbone.password());
        database.setAutoCommit(false);
        run(FILL);
        run("ANALYZE checkpoint.checkpoints");
        run("SET LOCAL plan_cache_mode = force_generic_plan");
    }

    @AfterAll
    void empty() throws SQLException {
        database.rollback();
        database.close();
    }

    @Test
    void ofAnInstance() throws Exception {
        var plan = plan(
                "of an instance, first page",
                CheckpointStore.OF_INSTANCE,
                "true, '{}', 'fleet-7-PS-000007', " + ALL_TYPES + ", " + BEGINNING + ", 51");

        assertThat(plan).contains("checkpoints_of_instance").doesNotContain("Seq Scan");
        assertThat(buffers(plan)).isLessThan(50);
    }

    @Test
    void ofTheWholeFleet() throws Exception {
        assertFast(plan("of the whole fleet, first page", CheckpointStore.OF_ALL, all(ALL_TYPES, BEGINNING, 51)), 250);
        assertFast(plan("of the whole fleet, in the middle", CheckpointStore.OF_ALL, all(ALL_TYPES, MIDDLE, 51)), 250);
        assertFast(
                plan(
                        "of the whole fleet, 1000 of a rare type",
                        CheckpointStore.OF_ALL,
                        all("'{epic_completion}'", BEGINNING, 1001)),
                1500);
    }

    @Test
    void ofSomeProjects() throws Exception {
        assertFast(
                plan(
                        "of one project, first page",
                        CheckpointStore.OF_PROJECTS,
                        some("'{fleet-7}'", ALL_TYPES, BEGINNING, 51)),
                250);
        assertFast(
                plan(
                        "of three projects, in the middle",
                        CheckpointStore.OF_PROJECTS,
                        some("'{fleet-1,fleet-2,no-such}'", ALL_TYPES, MIDDLE, 51)),
                500);
        assertFast(
                plan(
                        "of a project without any",
                        CheckpointStore.OF_PROJECTS,
                        some("'{no-such}'", ALL_TYPES, BEGINNING, 51)),
                20);
    }

    private static String all(String types, String position, int limit) {
        return types + ", " + position + ", " + limit + ", " + limit;
    }

    private static String some(String projects, String types, String position, int limit) {
        return projects + ", " + all(types, position, limit);
    }

    private static void assertFast(String plan, int mostBuffers) {
        assertThat(plan).doesNotContain("Seq Scan");
        assertThat(buffers(plan)).isLessThan(mostBuffers);
    }

    private String plan(String title, String sql, String values) throws SQLException, IOException {
        var number = new int[1];
        var numbered = Pattern.compile("\\?").matcher(sql).replaceAll((MatchResult mark) -> "\\$" + ++number[0]);
        run("PREPARE listing AS " + numbered);
        query("EXECUTE listing(" + values + ")"); // warms the cache
        var plan = String.join("\n", query("EXPLAIN (ANALYZE, BUFFERS) EXECUTE listing(" + values + ")"));
        run("DEALLOCATE listing");
        Files.writeString(
                EVIDENCE, title + "\n\n" + plan + "\n\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return plan;
    }

    /** Pages that the whole query touched. */
    private static int buffers(String plan) {
        var hits = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?")
                .matcher(plan);
        assertThat(hits.find()).isTrue();
        return number(hits.group(1)) + number(hits.group(2));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private void run(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
