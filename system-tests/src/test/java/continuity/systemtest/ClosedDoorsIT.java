package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import continuity.backbone.KafkaLogin;
import continuity.testkit.KafkaProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is kept out: strangers on every port, foreign pages, people and services in the database. */
@OnSharedSystem
class ClosedDoorsIT {

    /** Which topics are there? Version 1 of the request, as a client without a login asks it. */
    private static final byte[] METADATA_REQUEST = {
        0,
        0,
        0,
        14, // length
        0,
        3,
        0,
        1, // metadata, version 1
        0,
        0,
        0,
        1, // correlation id
        -1,
        -1, // no client id
        -1,
        -1,
        -1,
        -1 // all topics
    };

    private final LocalSystem system;
    private final Agent agent;

    ClosedDoorsIT(LocalSystem system) {
        this.system = system;
        this.agent = new Agent(system);
    }

    @ParameterizedTest
    @Tag("R88")
    @ValueSource(strings = {"/api/v1/instances", "/api/v1/commands", "/api/v1/checkpoints?instance_id=x", "/q/metrics"})
    void withoutATokenNothingIsServed(String path) throws IOException {
        assertThat(status("GET " + path, "127.0.0.1", "")).isEqualTo(401);
    }

    @ParameterizedTest
    @Tag("R88")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void everyPortChecksHostAndOrigin(int offset) throws IOException {
        var bearer = "Authorization: Bearer " + system.token() + "\r\n";
        var port = port() + offset;

        assertThat(status(port, "GET /q/health/live", "rebound.example", bearer))
                .isEqualTo(421);
        assertThat(status(port, "GET /q/health/live", "127.0.0.1", bearer + "Origin: https://evil.example\r\n"))
                .isEqualTo(403);
        assertThat(status(port, "GET /q/health/live", "127.0.0.1", "")).isEqualTo(200);
    }

    @Test
    @Tag("R96")
    void unknownInstanceAndBrokenJsonAreNamed() {
        var unknown = agent.post(
                "/api/v1/commands",
                Map.of("instance_id", "shop-PS-000000", "command_type", "explicit", "action", "note"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Agent.json(unknown).path("code").asText()).isEqualTo("instance_not_found");

        var broken = Agent.send(agent.request("/api/v1/commands")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"instance_id\": \n oops}")));
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(Agent.json(broken).path("code").asText()).isEqualTo("malformed_json");
        assertThat(Agent.json(broken).path("detail").asText()).contains("line 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM active_sessions_by_machine",
                "SELECT * FROM sessions_with_machine",
                "SELECT * FROM supervisor_sessions WHERE project = 'odin' AND status = 'active'",
                "SELECT instance_id, command_type, action, tool_name, success, created_at FROM command_log",
                "SELECT event_id, event_type, sequence_num, event_data, timestamp FROM event_store",
                "SELECT checkpoint_id, checkpoint_type, work_state, created_at FROM checkpoints"
            })
    void peopleReadWithSql(String query) throws SQLException {
        try (var connection = connect("supervisor");
                var statement = connection.createStatement()) {
            assertThat(statement.executeQuery(query)).isNotNull();
        }
    }

    @ParameterizedTest
    @Tag("R38")
    @CsvSource(delimiter = '|', textBlock = """
            supervisor      | UPDATE registry.supervisor_sessions SET status = 'closed'
            supervisor      | CREATE TABLE registry.mine (id int)
            registry_app    | SELECT * FROM command_log.command_log
            resume_app      | SELECT * FROM registry.supervisor_sessions
            command_log_app | SELECT * FROM checkpoint.checkpoints
            command_log_app | UPDATE command_log.command_log SET action = 'forged'
            command_log_app | DELETE FROM command_log.command_log
            command_log_app | UPDATE command_log.event_store SET event_type = 'forged'
            command_log_app | DELETE FROM command_log.event_store
            command_log_app | TRUNCATE command_log.event_store
            checkpoint_app  | UPDATE checkpoint.checkpoints SET work_state = '{}'
            checkpoint_app  | DELETE FROM checkpoint.checkpoints
            """)
    void databaseRefusesWhatARoleMayNotDo(String role, String statement) throws SQLException {
        try (var connection = connect(role);
                var sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState())
                                    .isIn("42501", "25006")); // insufficient privilege, read-only transaction
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {92, 93, 94})
    void withoutALoginKafkaSaysNothing(int offset) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port() + offset)) {
            socket.getOutputStream().write(METADATA_REQUEST);

            assertThat(socket.getInputStream().read()).as("the broker hangs up").isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            resume,          continuity.commands
            registry,        continuity.events
            checkpoint,      continuity.instances
            mission-control, continuity.heartbeats
            """)
    void kafkaRefusesWhatAServiceMayNotWrite(String service, String topic) {
        var probe = new KafkaProbe(system.kafka(), system.kafkaLogin(service));

        assertThatThrownBy(() -> probe.send(topic, "shop-PS-000000", new byte[0], Map.of()))
                .hasRootCauseInstanceOf(AuthorizationException.class);
    }

    @Test
    void analyticsUserReadsTheTopicsUntilItIsRemoved() throws Exception {
        var instance = Agent.json(
                        agent.post("/api/v1/instances", Map.of("project", "analysed", "host_machine", "laptop")))
                .path("instance_id")
                .asText();
        var created = system.run("analytics-user", "create", "grafana");
        assertThat(created.exitCode()).as(created.output()).isZero();
        var probe = new KafkaProbe(system.kafka(), login("grafana", created.output()));

        await("the registration is read")
                .untilAsserted(() -> assertThat(probe.read("continuity.instances"))
                        .anyMatch(record -> instance.equals(record.key())));
        assertThatThrownBy(() -> probe.send("continuity.instances", instance, new byte[0], Map.of()))
                .hasRootCauseInstanceOf(AuthorizationException.class);
        assertThat(system.run("analytics-user", "create", "resume").exitCode()).isEqualTo(2);
        assertThat(system.run("analytics-user", "list").output()).isEqualTo("grafana\n");

        assertThat(system.run("analytics-user", "remove", "grafana").exitCode()).isZero();

        assertThatThrownBy(() -> probe.read("continuity.instances")).isInstanceOf(SaslAuthenticationException.class);
    }

    /** The password out of the settings that were printed. */
    private static KafkaLogin login(String user, String settings) {
        var password = Pattern.compile("password=\"([^\"]+)\"").matcher(settings);
        assertThat(password.find()).as(settings).isTrue();
        return new KafkaLogin(user, password.group(1));
    }

    @Test
    void keysAndTokensAreReadableByTheirOwnerOnly() throws IOException {
        try (var files = Files.walk(system.data().resolve("keys"))) {
            assertThat(files.filter(Files::isRegularFile)).allSatisfy(this::isPrivate);
        }
        isPrivate(system.data().resolve("token"));
        isPrivate(system.data().resolve("operator-token"));
    }

    private void isPrivate(Path file) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .as(file.toString())
                .isEqualTo("rw-------");
    }

    private Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(system.jdbcUrl(), role, system.databasePassword(role));
    }

    private int port() {
        return URI.create(system.url()).getPort();
    }

    private int status(String requestLine, String host, String headers) throws IOException {
        return status(port(), requestLine, host, headers);
    }

    /** Speaks HTTP by hand: no client lets a test forge the Host. */
    private static int status(int port, String requestLine, String host, String headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var request = requestLine + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
