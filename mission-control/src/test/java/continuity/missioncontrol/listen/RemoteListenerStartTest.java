package continuity.missioncontrol.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the address for other machines is opened, and when it is not. */
class RemoteListenerStartTest {

    private static final Optional<String> ADDRESS = Optional.of("127.0.0.1");
    private static final Optional<Path> FILE = Optional.of(Path.of("server.pem"));

    private final Vertx vertx = Vertx.vertx();

    private record Config(
            Optional<String> address, int port, Optional<Path> certificate, Optional<Path> key, boolean overlay)
            implements ListenConfig {}

    private RemoteListener listener(Config config) {
        return new RemoteListener(vertx, config);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nothingIsOpenedUnlessAnAddressIsGiven() {
        var listener = listener(new Config(Optional.empty(), 0, FILE, FILE, true));

        listener.customizeHttpServer(new HttpServerOptions());

        assertThat(listener.port()).isEqualTo(-1);
    }

    @Test
    void plainHttpIsOpenedOnlyWhereTheNetworkEncrypts() {
        var unprotected = listener(new Config(ADDRESS, 0, Optional.empty(), Optional.empty(), false));
        var halfProtected = listener(new Config(ADDRESS, 0, FILE, Optional.empty(), true));
        var overlay = listener(new Config(ADDRESS, 0, Optional.empty(), Optional.empty(), true));

        assertThatThrownBy(() -> unprotected.customizeHttpServer(new HttpServerOptions()))
                .hasMessageContaining("CONTINUITY_LISTEN_CERTIFICATE");
        assertThatThrownBy(() -> halfProtected.customizeHttpServer(new HttpServerOptions()))
                .hasMessageContaining("CONTINUITY_LISTEN_KEY");
        overlay.customizeHttpServer(new HttpServerOptions());
        var port = overlay.port();
        assertThat(accepts(port)).isTrue();

        overlay.close(new ShutdownEvent());

        await().until(() -> !accepts(port)); // the socket itself is closed by the event loop, a moment later
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aPortThatIsTakenStopsTheStart() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var listener =
                    listener(new Config(ADDRESS, other.getLocalPort(), Optional.empty(), Optional.empty(), true));

            assertThatThrownBy(() -> listener.customizeHttpServer(new HttpServerOptions()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.0.0.1, port " + other.getLocalPort());
        }
    }

    @Test
    void aCertificateThatCannotBeReadStopsTheStart() {
        var listener = listener(new Config(ADDRESS, 0, FILE, FILE, false));

        assertThatThrownBy(() -> listener.customizeHttpServer(new HttpServerOptions()))
                .isInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("server.pem");
    }
}
