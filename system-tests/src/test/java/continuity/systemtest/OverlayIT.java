package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code up --listen ADDR --overlay}: plain HTTP, because the network encrypts; and the way back. */
class OverlayIT {

    @Test
    void anOverlayIsServedInPlainHttpUntilTheNextStartWithoutIt() throws IOException {
        var address = OwnAddress.any();
        var data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "overlay ");
        try (var system = LocalSystem.start(data, "--listen", address.getHostAddress(), "--overlay")) {
            var url = URI.create("http://" + host(address) + ":" + system.portBase() + "/api/v1/instances");
            var withToken = HttpRequest.newBuilder(url).header("Authorization", "Bearer " + system.token());

            assertThat(Agent.send(HttpRequest.newBuilder(url)).statusCode()).isEqualTo(401);
            assertThat(Agent.send(withToken).statusCode()).isEqualTo(200);

            system.restart();

            assertThatThrownBy(() -> new Socket(address, system.portBase()).close())
                    .isInstanceOf(ConnectException.class);
            assertThat(new Agent(system).get("/api/v1/instances").has("instances"))
                    .isTrue();
        }
    }

    private static String host(InetAddress address) {
        var text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
