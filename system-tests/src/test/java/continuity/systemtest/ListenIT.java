package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code up --listen ADDR --host NAME --local-ca}: one port of one address is open to other machines, with TLS. */
class ListenIT {

    private static final String NAME = "hub.continuity.test";

    private static InetAddress address;
    private static LocalSystem system;
    private static SSLContext trustingTheCa;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        address = OwnAddress.any();
        system = LocalSystem.start(
                LocalSystem.directory("listen"), "--listen", address.getHostAddress(), "--host", NAME, "--local-ca");
        trustingTheCa = trusting(system.data().resolve("tls/ca.pem"));
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    private static SSLContext trusting(Path ca) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var pem = Files.newInputStream(ca)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** A connection whose certificate is checked against a name that no resolver knows. */
    private static SSLSocket connect(SSLContext trust, String name) throws IOException {
        var socket = (SSLSocket) trust.getSocketFactory()
                .createSocket(new Socket(address, system.portBase()), name, system.portBase(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static String answer(Socket connection, String requestLine, String headers, String body)
            throws IOException {
        try (connection) {
            var request = "%s HTTP/1.1\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                    .formatted(requestLine, headers, body.length(), body);
            connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String overTls(String requestLine, String headers, String body) throws IOException {
        return answer(connect(trustingTheCa, NAME), requestLine, headers, body);
    }

    private static String host() {
        return "Host: " + NAME + ":" + system.portBase();
    }

    private static String bearer() {
        return "\r\nAuthorization: Bearer " + system.token();
    }

    @Test
    void whoTrustsTheAuthorityAndHasATokenIsServed() throws IOException {
        assertThat(overTls("GET /api/v1/instances", host() + bearer(), "")).startsWith("HTTP/1.1 200");
        var byAddress = answer(
                connect(trustingTheCa, address.getHostAddress()),
                "GET /api/v1/instances",
                "Host: " + hostOf(address) + bearer(),
                "");
        assertThat(byAddress).startsWith("HTTP/1.1 200");
    }

    private static String hostOf(InetAddress literal) {
        var text = literal.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    @ParameterizedTest
    @Tag("R88")
    @ValueSource(strings = {"/api/v1/instances", "/api/v1/commands", "/q/metrics", "/q/openapi"})
    void withoutATokenNothingIsServed(String path) throws IOException {
        assertThat(overTls("GET " + path, host(), "")).startsWith("HTTP/1.1 401");
    }

    @Test
    void whoDoesNotTrustTheAuthorityGetsNoConnection() throws Exception {
        try (var stranger = connect(SSLContext.getDefault(), NAME)) {
            assertThatThrownBy(stranger::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
        try (var misled = connect(trustingTheCa, "other.continuity.test")) {
            assertThatThrownBy(misled::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void plainHttpIsSpokenOnTheLoopbackAddressOnly() throws IOException {
        var there = new Socket(address, system.portBase());
        assertThat(answer(there, "GET /q/health/live", host(), "")).doesNotContain("HTTP");

        var here = new Socket(InetAddress.getLoopbackAddress(), system.portBase());
        assertThat(answer(here, "GET /q/health/live", "Host: 127.0.0.1", "")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @Tag("R89")
    @CsvSource(nullValues = "-", textBlock = """
            rebound.example,     -,                           421
            hub.continuity.test, https://evil.example,        403
            hub.continuity.test, https://hub.continuity.test, 403
            hub.continuity.test, -,                           200
            """)
    void foreignNamesAndPagesAreRefused(String host, @Nullable String origin, int status) throws IOException {
        var headers = "Host: " + host + ":" + system.portBase() + (origin == null ? "" : "\r\nOrigin: " + origin);

        assertThat(overTls("GET /api/v1/instances", headers + bearer(), "")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void pagesOfTheHostItselfMayCall() throws IOException {
        var origin = "\r\nOrigin: https://" + NAME + ":" + system.portBase();

        assertThat(overTls("GET /api/v1/instances", host() + origin + bearer(), ""))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 32, 92, 93, 94})
    void everyOtherPortIsClosedThere(int offset) {
        assertThatThrownBy(() -> new Socket(address, system.portBase() + offset).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the listening sockets are read from /proc/net")
    void oneSocketAndNoOtherIsBeyondLoopback() {
        assertThat(ListeningSockets.of(system.processes()))
                .filteredOn(socket -> !socket.getAddress().isLoopbackAddress())
                .containsExactly(new InetSocketAddress(address, system.portBase()));
    }

    @Test
    void aHookFromAnotherMachineIsRecorded() throws IOException {
        var session = UUID.randomUUID().toString();
        var headers = host() + bearer()
                + "\r\nContent-Type: application/json\r\nX-Continuity-Machine: laptop\r\nX-Project-Dir: /home/dev/shop";
        var start = "\"hook_event_name\":\"SessionStart\",\"source\":\"startup\"";
        var tool = "\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Bash\",\"tool_use_id\":\"t1\","
                + "\"tool_input\":{\"command\":\"echo from afar\"},\"tool_response\":{}";

        assertThat(overTls("POST /hooks/claude-code", headers, ofSession(session, start)))
                .startsWith("HTTP/1.1 20");
        assertThat(overTls("POST /hooks/claude-code", headers, ofSession(session, tool)))
                .startsWith("HTTP/1.1 204");

        var agent = new Agent(system);
        var instance = agent.get("/api/v1/instances?client_session_id=" + session)
                .at("/instances/0/instance_id")
                .asText();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> agent.get("/api/v1/commands?instance_id=" + instance)
                        .toString()
                        .contains("echo from afar"));
    }

    private static String ofSession(String session, String fields) {
        return "{\"session_id\":\"" + session + "\"," + fields + "}";
    }
}
