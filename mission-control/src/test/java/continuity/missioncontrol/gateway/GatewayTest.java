package continuity.missioncontrol.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GatewayTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    @Tag("R96")
    void aServiceThatIsAwayIsAnsweredForWithAProblem() throws IOException, InterruptedException {
        var gateway = gatewayTo(freePort());

        var request = HttpRequest.newBuilder(gateway.resolve("/api/v1/commands"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("\"code\":\"unavailable\"").contains("The command log");
    }

    @Test
    @Tag("R41")
    void anAnswerThatBreaksOffDoesNotLookComplete() {
        var service = listen(request -> {
            var response = request.response().setChunked(true);
            response.write("[1,").onComplete(_ -> response.reset());
        });
        var gateway = gatewayTo(service);

        var request = HttpRequest.newBuilder(gateway.resolve("/api/v1/instances/odin-PS-8f4a2b/export"))
                .build();

        assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString())).isInstanceOf(IOException.class);
    }

    private URI gatewayTo(int port) {
        var service = URI.create("http://127.0.0.1:" + port);
        var router = Router.router(vertx);
        new Gateway(vertx, new GatewayConfig(service, service, service, service), new ObjectMapper()).register(router);
        return URI.create("http://127.0.0.1:" + listen(router));
    }

    private int listen(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
