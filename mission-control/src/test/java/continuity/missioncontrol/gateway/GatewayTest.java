package continuity.missioncontrol.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GatewayTest {

    @Test
    @Tag("R96")
    void aServiceThatIsAwayIsAnsweredForWithAProblem() throws IOException, InterruptedException {
        var vertx = Vertx.vertx();
        try (var client = HttpClient.newHttpClient()) {
            // given a gateway to a port where nobody listens
            var nobody = URI.create("http://127.0.0.1:" + freePort());
            var router = Router.router(vertx);
            new Gateway(vertx, new GatewayConfig(nobody, nobody, nobody, nobody), new ObjectMapper()).register(router);
            var server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();

            // when
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.actualPort() + "/api/v1/commands"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());

            // then
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body()).contains("\"code\":\"unavailable\"").contains("The command log");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
