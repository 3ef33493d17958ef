package continuity.commandlog.snippet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.commandlog.Tables;
import continuity.kit.purge.PurgedInstances;
import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How snippets leave: with age, or with their instance, and in no other way. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class SnippetCleanupTest {

    private final String instance = Api.freshInstance();

    @Inject
    SnippetCleanup cleanup;

    @Inject
    SnippetStore store;

    @Inject
    PurgedInstances purged;

    @Test
    @Tag("R94")
    void whatIsThirtyDaysOldLeavesInBatches() throws SQLException {
        stored("30 days 1 minute", 2345);
        stored("29 days 23 hours", 3);

        cleanup.run();

        assertThat(remaining()).isEqualTo(3);
    }

    @Test
    @Tag("R94")
    void nothingLeavesWithinADay() {
        assertThatThrownBy(() -> Tables.execute(
                        "command_log_app",
                        "SELECT command_log.remove_expired_snippets(now() - interval '23 hours', 9)"))
                .hasMessageContaining("a snippet stays for a day at least");
        assertThatThrownBy(() -> new SnippetCleanup(store, config(Duration.ofHours(23))))
                .hasMessageContaining("continuity.snippets.retention is PT23H");
    }

    @Test
    @Tag("R38")
    void aPurgeTakesThemAll() throws SQLException {
        stored("1 day", 1500);

        purged.purge(instance);

        assertThat(remaining()).isZero();
    }

    @ParameterizedTest
    @Tag("R38")
    @ValueSource(
            strings = {
                "UPDATE command_log.snippets SET title = 'x'",
                "DELETE FROM command_log.snippets",
                "TRUNCATE command_log.snippets",
            })
    void theServicesOwnRoleCannotChangeWhatIsWritten(String statement) {
        assertThatThrownBy(() -> Tables.execute("command_log_app", statement))
                .hasMessageContaining("permission denied");
    }

    private void stored(String age, int count) throws SQLException {
        Tables.execute("command_log_owner", """
                INSERT INTO command_log.snippets
                SELECT gen_random_uuid(), '%s', 'odin', 'code', 'x', repeat('x', 100), '{}', NULL, NULL, NULL, NULL, '',
                       now() - interval '%s'
                  FROM generate_series(1, %d)
                """.formatted(instance, age, count));
    }

    private long remaining() {
        return Long.parseLong(
                Tables.select("SELECT count(*) FROM command_log.snippets WHERE instance_id = '" + instance + "'")
                        .getFirst());
    }

    private static SnippetConfig config(Duration retention) {
        return new SnippetConfig() {
            @Override
            public Duration retention() {
                return retention;
            }

            @Override
            public String cleanupEvery() {
                return "off";
            }
        };
    }
}
