package continuity.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stands in for the REST API: fixed answers by method and path, and a record of what was asked. */
final class FakeApi implements AutoCloseable {

    /** @param request as in {@code GET /api/v1/instances?limit=1} */
    record Asked(String request, String authorization, String body) {}

    private record Canned(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Canned> answers = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param request method and path, without a query */
    void answers(String request, int status, String body) {
        answers.put(request, new Canned(status, body));
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var method = exchange.getRequestMethod();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                method + " " + exchange.getRequestURI(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                body));
        var nothing = new Canned(404, """
                {"type":"/problems/not_found","title":"Not found","status":404,"code":"not_found","detail":"no such path"}
                """);
        var canned =
                answers.getOrDefault(method + " " + exchange.getRequestURI().getRawPath(), nothing);
        var bytes = canned.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(canned.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
