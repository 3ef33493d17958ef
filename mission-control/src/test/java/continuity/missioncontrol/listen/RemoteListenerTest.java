package continuity.missioncontrol.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import continuity.missioncontrol.hook.StandIns;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever holds at the loopback address holds at the one for other machines. */
@QuarkusTest
@TestProfile(TlsProfile.class)
@QuarkusTestResource(Backbone.class)
@QuarkusTestResource(StandIns.class)
class RemoteListenerTest {

    private static final int LIMIT = 16 << 20;

    @Inject
    RemoteListener listener;

    @Inject
    MeterRegistry metrics;

    @Inject
    ListenConfig config;

    private SSLContext trusting;

    @BeforeEach
    void trustTheCertificate() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var pem = Files.newInputStream(config.certificate().orElseThrow())) {
            trusted.setCertificateEntry(
                    "own", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, managers.getTrustManagers(), null);
        StandIns.reset();
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + listener.port() + path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri("https", path))
                .header("Authorization", "Bearer " + TestTokens.agent("shop", "laptop"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, Version version)
            throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().sslContext(trusting).version(version).build()) {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(request, Version.HTTP_1_1);
    }

    /** A hook of about that many bytes; the length is not told beforehand. */
    private static BodyPublisher hook(String session, int bytes) {
        var start = "{\"session_id\":\"%s\",\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Read\",\"filler\":\""
                .formatted(session);
        var filler = new byte[bytes];
        Arrays.fill(filler, (byte) 'a');
        var parts = List.<InputStream>of(
                new ByteArrayInputStream(start.getBytes(StandardCharsets.US_ASCII)),
                new ByteArrayInputStream(filler),
                new ByteArrayInputStream("\"}".getBytes(StandardCharsets.US_ASCII)));
        return BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(parts)));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aRequestIsServedAndPassedOn(Version version) throws IOException, InterruptedException {
        var answer = send(request("/api/v1/instances?client_session_id=s"), version);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("instances");
    }

    @ParameterizedTest
    @Tag("R88")
    @ValueSource(strings = {"/hooks/claude-code", "/hooks/claude-code/statusline", "/q/metrics", "/q/openapi"})
    void withoutATokenNothingIsServed(String path) throws IOException, InterruptedException {
        var answer = send(HttpRequest.newBuilder(uri("https", path)).POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"localhost, 200", "127.0.0.1, 200", "HUB.example, 200", "rebound.example, 421", "[::1], 200"})
    void onlyOurOwnNamesAreAnswered(String host, int status) throws IOException {
        try (var socket = (SSLSocket)
                trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port())) {
            var request = "GET /q/health/live HTTP/1.1\r\nHost: " + host + ":1234\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    @Tag("R89")
    void onlyPagesOfThisVeryAddressMayCall() throws IOException, InterruptedException {
        var port = listener.port();
        assertThat(send(request("/api/v1/instances").header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("/api/v1/instances").header("Origin", "https://localhost:" + (port + 1)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("/api/v1/instances").header("Origin", "null")).statusCode())
                .isEqualTo(403);
        assertThat(StandIns.requests("GET", "/instances")).isEmpty();

        assertThat(send(request("/api/v1/instances?client_session_id=s").header("Origin", "https://localhost:" + port))
                        .statusCode())
                .isEqualTo(200);
        assertThat(StandIns.requests("GET", "/instances"))
                .singleElement()
                .satisfies(passedOn -> assertThat(passedOn.header("origin")).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aLargeHookOfUnknownLengthIsTaken(Version version) throws IOException, InterruptedException {
        var before = captured();

        var answer =
                send(request("/hooks/claude-code").POST(hook(UUID.randomUUID().toString(), LIMIT - 1_000)), version);

        assertThat(answer.statusCode()).isEqualTo(204);
        await().until(() -> captured() == before + 1);
    }

    @Test
    void aBodyThatIsAnnouncedAsTooLargeIsRefused() throws IOException, InterruptedException {
        var before = captured();

        var answer = send(request("/hooks/claude-code")
                .expectContinue(true) // or the refusal may be lost when the server closes on who still sends
                .POST(BodyPublishers.ofByteArray(new byte[LIMIT + 1])));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(captured()).isEqualTo(before);
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsNotTaken() throws InterruptedException {
        var before = captured();

        try {
            assertThat(send(request("/hooks/claude-code").POST(hook("s", LIMIT + 1)))
                            .statusCode())
                    .isEqualTo(413);
        } catch (IOException e) {
            assertThat(e)
                    .as("the server closes on who still sends")
                    .hasMessageMatching(".*(no bytes|reset|closed|[Bb]roken pipe).*");
        }
        assertThat(captured()).isEqualTo(before);
    }

    @Test
    void plainHttpIsNotAnswered() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.getOutputStream()
                    .write("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
        }
    }

    @Test
    void whoDoesNotTrustTheCertificateGetsNothing() {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(uri("https", "/q/health/live")).build();

            assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void oldProtocolsAreRefused() throws IOException {
        try (var socket = (SSLSocket)
                trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    private double captured() {
        var counter =
                metrics.find("continuity.hooks").tag("outcome", "captured").counter();
        return counter == null ? 0 : counter.count();
    }
}
