package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database as the role {@code supervisor} sees it. */
@RegistryTest
class SqlForPeopleTest {

    private static final String NOT_PERMITTED = "42501";

    @Test
    @Tag("R7")
    void theDocumentedSelectsRunUnchanged() throws SQLException {
        var project = Api.newProject();
        var id = Api.registered(project, "odin3");

        assertThat(column(
                        "instance_id",
                        "SELECT * FROM supervisor_sessions WHERE project = '" + project + "' AND status = 'active'"))
                .containsExactly(id);
        assertThat(column("session_at_machine", "SELECT * FROM sessions_with_machine"))
                .contains(id + "@odin3");
    }

    @Test
    @Tag("R20")
    void theViewByMachineCountsCorrectly() throws SQLException {
        var machine = Api.newProject();
        var project = Api.newProject();
        var closed = Api.registered(project, machine);
        Api.registered(project, machine);
        Api.close(closed, Map.of()).statusCode(200);

        var row = "SELECT * FROM active_sessions_by_machine WHERE host_machine = '" + machine + "'";

        assertThat(column("total", row)).containsExactly("2");
        assertThat(column("active", row)).containsExactly("1");
        assertThat(column("stale", row)).containsExactly("0");
        assertThat(column("closed", row)).containsExactly("1");
        assertThat(column("projects", row)).containsExactly("{" + project + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE supervisor_sessions SET status = 'active'",
                "DELETE FROM supervisor_sessions",
                "INSERT INTO registry.watch DEFAULT VALUES",
                "SELECT * FROM registry.idempotency_keys",
                "SELECT * FROM registry.outbox"
            })
    void peopleReadWhatIsMeantForThemAndWriteNothing(String statement) throws SQLException {
        try (var connection = Rows.connect("supervisor");
                var session = connection.createStatement()) {
            session.execute("SET default_transaction_read_only = off"); // a slip guard, not what protects

            assertThatThrownBy(() -> session.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_PERMITTED));
        }
    }

    @Test
    @Tag("R19")
    void theServiceItselfCannotDeleteAnInstance() throws SQLException {
        try (var connection = Rows.connect("registry_app");
                var session = connection.createStatement()) {
            assertThatThrownBy(() -> session.execute("DELETE FROM registry.supervisor_sessions"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOT_PERMITTED));
        }
    }

    private static List<String> column(String name, String select) throws SQLException {
        try (var connection = Rows.connect("supervisor");
                var session = connection.createStatement();
                var rows = session.executeQuery(select)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(name));
            }
            return values;
        }
    }
}
