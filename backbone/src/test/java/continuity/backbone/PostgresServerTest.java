package continuity.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final String NOT_ALLOWED = "42501";
    private static final String READ_ONLY = "25006";
    private static final String WRONG_PASSWORD = "28P01";

    @TempDir
    static Path dir;

    private static final Map<String, String> PASSWORDS = passwords();
    private static PostgresServer server;

    @BeforeAll
    static void startWithOneTable() throws SQLException {
        server = PostgresServer.start(dir.resolve("data"), 0, PASSWORDS, true);
        execute("registry_owner", "CREATE TABLE registry.thing (id bigint PRIMARY KEY)");
        execute("registry_owner", "GRANT SELECT, INSERT ON registry.thing TO registry_app");
        execute("registry_owner", "GRANT SELECT ON registry.thing TO supervisor");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aServiceUsesItsOwnSchemaWithoutNamingIt() throws SQLException {
        execute("registry_app", "INSERT INTO thing VALUES (1)");

        assertThat(query("registry_app", "SELECT count(*) FROM thing WHERE id = 1"))
                .isEqualTo("1");
    }

    @Test
    void aServiceCannotUseTheSchemaOfAnother() throws SQLException {
        execute("command_log_owner", "CREATE TABLE command_log.secret (id bigint)");
        execute("command_log_owner", "GRANT SELECT ON command_log.secret TO PUBLIC");

        assertRefused(NOT_ALLOWED, "registry_app", "SELECT * FROM command_log.secret");
        assertRefused(NOT_ALLOWED, "registry_owner", "SELECT * FROM command_log.secret");
    }

    @Test
    void aServiceCannotCreateTables() {
        assertRefused(NOT_ALLOWED, "registry_app", "CREATE TABLE registry.other (id bigint)");
        assertRefused(NOT_ALLOWED, "registry_app", "CREATE TABLE public.other (id bigint)");
    }

    @Test
    void aFunctionIsClosedUntilItIsGranted() throws SQLException {
        execute("resume_owner", "CREATE FUNCTION resume.f() RETURNS int LANGUAGE sql RETURN 1");

        assertRefused(NOT_ALLOWED, "resume_app", "SELECT resume.f()");
        assertRefused(NOT_ALLOWED, "supervisor", "SELECT resume.f()");
    }

    @Test
    void theSupervisorReadsEverySchemaAndWritesNothing() throws SQLException {
        assertThat(query("supervisor", "SHOW search_path")).isEqualTo("registry, command_log, checkpoint, resume");
        assertThat(query("supervisor", "SELECT count(*) FROM thing WHERE id < 0"))
                .isEqualTo("0");
        assertRefused(READ_ONLY, "supervisor", "INSERT INTO thing VALUES (2)");
        assertRefused(NOT_ALLOWED, "supervisor", "BEGIN READ WRITE; INSERT INTO registry.thing VALUES (2)");
    }

    @Test
    void nobodyEntersWithAWrongPassword() {
        for (var role : PASSWORDS.keySet()) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), role, "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(WRONG_PASSWORD));
        }
    }

    @Test
    void whatIsCommittedIsOnDiskAndTheServerIsForThisMachineOnly() throws SQLException {
        assertThat(query("registry_app", "SHOW fsync")).isEqualTo("on");
        assertThat(query("registry_app", "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(query("registry_app", "SHOW full_page_writes")).isEqualTo("on");
        assertThat(query("registry_app", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(dir.resolve("data").resolve(".s.PGSQL." + server.port())).exists();
    }

    @Test
    void dataAndRolesSurviveARestartAndAPasswordCanBeChanged() throws SQLException {
        execute("registry_app", "INSERT INTO thing VALUES (7)");
        PASSWORDS.put("supervisor", "changed");
        server.close();
        server = PostgresServer.start(dir.resolve("data"), 0, PASSWORDS, true);

        assertThat(query("registry_app", "SELECT count(*) FROM thing WHERE id = 7"))
                .isEqualTo("1");
        assertThat(query("supervisor", "SELECT count(*) FROM thing WHERE id = 7"))
                .isEqualTo("1");
    }

    @Test
    void aDataDirectoryInUseIsRefusedAndItsServerLeftAlone() throws SQLException {
        assertThatThrownBy(() -> PostgresServer.start(dir.resolve("data"), 0, PASSWORDS, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use");
        assertThat(query("registry_app", "SELECT 1")).isEqualTo("1");
    }

    private static Map<String, String> passwords() {
        var passwords = new HashMap<String, String>();
        passwords.put(PostgresServer.SUPERUSER, UUID.randomUUID().toString());
        for (var role : PostgresServer.ROLES) {
            passwords.put(role, "it's " + UUID.randomUUID());
        }
        return passwords;
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), role, PASSWORDS.get(role));
    }

    private static void execute(String role, String sql) throws SQLException {
        try (var connection = connect(role);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String role, String sql) throws SQLException {
        try (var connection = connect(role);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void assertRefused(String state, String role, String sql) {
        assertThatThrownBy(() -> execute(role, sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }
}
