package continuity.commandlog.command;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.commandlog.Tables;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How 20,000 commands are searched, in the service's own connections; docs/queries.md has the plans of a million. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("R107")
class SearchPlansTest {

    private static final int COMMANDS = 20_000;
    private static final String INSTANCE = "odin-PS-5ca1e0";

    private static final String FILL = """
            INSERT INTO command_log.command_log (command_id, instance_id, project, generation, command_type, action,
                   parameters, tags, context_data, created_at, terms)
            SELECT overlay(gen_random_uuid()::text PLACING
                           left(command_log.first_id_at(now() - make_interval(secs => n))::text, 13) FROM 1)::uuid,
                   '%s', 'odin', 1, 'hook', 'bash', '{}', '{}', '{}', now() - make_interval(secs => n),
                   array_to_tsvector(ARRAY['instance_id=%1$s', 'project=odin', 'common', 'rare' || n / 10, 'some' || n %% 3])
              FROM generate_series(1, %d) n
            """.formatted(INSTANCE, COMMANDS);

    @Inject
    Database database;

    @BeforeAll
    void fill() throws SQLException {
        Tables.execute("command_log_owner", FILL);
        Tables.execute("command_log_owner", "ANALYZE command_log.command_log");
    }

    /** For the other tests, to which the sample would be of no use. */
    @AfterAll
    void empty() throws SQLException {
        Tables.execute(
                "command_log_owner", "DELETE FROM command_log.command_log WHERE instance_id = '" + INSTANCE + "'");
        Tables.execute("command_log_owner", "ANALYZE command_log.command_log");
    }

    @Test
    void aRareWordIsFoundByTheIndexOfTerms() {
        assertThat(plan(SearchStore.foundStatement(filter("rare7"), caller(), 101)))
                .contains("Bitmap Index Scan on " + partition() + "_terms_idx")
                .doesNotContain("Seq Scan on " + partition());
    }

    @Test
    void aFrequentWordIsWalkedTo() {
        assertThat(plan(SearchStore.newestStatement(filter("common"), caller(), 101)))
                .contains("Index Scan Backward using")
                .doesNotContain("terms_idx")
                .doesNotContain("Sort")
                .doesNotContain("Seq Scan on " + partition());
    }

    @Test
    void whatIsTooMuchToBeCountedIsEstimated() {
        var page = Api.get("/api/v1/commands", Map.of("q", "common", "instance_id", INSTANCE));

        assertThat(page.getBoolean("total_count_estimated")).isTrue();
        assertThat(page.getLong("total_count")).isBetween(10_001L, COMMANDS * 5L / 4);
        assertThat(page.getList("commands")).hasSize(100);
    }

    @Test
    void whatCanBeCountedIsCounted() {
        var page = Api.get("/api/v1/commands", Map.of("q", "some1", "instance_id", INSTANCE));

        assertThat(page.getBoolean("total_count_estimated")).isFalse();
        assertThat(page.getLong("total_count")).isEqualTo(COMMANDS / 3 + 1);
    }

    @Test
    void everyPageFollowsThePageBefore() {
        var seen = new ArrayList<String>();
        @Nullable String cursor = "";
        while (cursor != null) {
            var page = Api.get(
                    "/api/v1/commands",
                    cursor.isEmpty()
                            ? Map.of("q", "common", "instance_id", INSTANCE, "limit", 1000)
                            : Map.of("q", "common", "instance_id", INSTANCE, "limit", 1000, "cursor", cursor));
            seen.addAll(page.getList("commands.command_id"));
            cursor = page.getString("next_cursor");
        }

        assertThat(seen).hasSize(COMMANDS).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    private String plan(SearchStore.Conditions statement) {
        return String.join(
                "\n",
                database.query(
                        "EXPLAIN " + statement.sql(),
                        row -> row.getString(1),
                        statement.arguments().toArray()));
    }

    /** The one that holds most of them. */
    private static String partition() {
        return Tables.select("command_log_owner", """
                SELECT tableoid::regclass::text FROM command_log.command_log GROUP BY tableoid ORDER BY count(*) DESC
                """).getFirst();
    }

    private static Caller caller() {
        return new Caller("test", Set.of("viewer"), Set.of(Caller.ALL_PROJECTS), null);
    }

    private static CommandFilter filter(String q) {
        return CommandFilter.of(
                new CommandQuery(null, null, null, null, null, null, List.of(), null, null, null, q, null, null));
    }
}
