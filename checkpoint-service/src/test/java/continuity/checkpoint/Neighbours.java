package continuity.checkpoint;

import static io.restassured.RestAssured.given;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Stands in for the HTTP interfaces of the registry and the resume-service, which are not ours to start here.
 *
 * <p>The registry knows every instance, on machine {@code odin3}, but those whose id ends with {@code 000000}. The
 * resume-service knows what a test {@link #tell tells} it; until then it answers 503, as if it were starting, or 404
 * for instances whose id ends with {@code 404}, of which it never hears.
 */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {

    private static final String INSTANCES = "/api/v1/instances/";
    private static final String CONTEXT = "/context";
    private static final String ASKED_WITH = "/asked-with";
    private static final String URL = "neighbours.url";

    private final Map<String, String> contexts = new ConcurrentHashMap<>();
    private final Map<String, String> credentials = new ConcurrentHashMap<>();
    private final HttpServer server = newServer();

    /** From now on the resume-service knows this state. */
    static void tell(String instanceId, String workState) {
        given().baseUri(url())
                .body(workState)
                .put(INSTANCES + instanceId + CONTEXT)
                .then()
                .statusCode(200);
    }

    /** The credential of the last question for that instance's state. */
    static String askedWith(String instanceId) {
        return given().baseUri(url())
                .get(INSTANCES + instanceId + CONTEXT + ASKED_WITH)
                .asString();
    }

    private static String url() { // by way of the configuration: the test may see this class in another class loader
        return ConfigProvider.getConfig().getValue(URL, String.class);
    }

    @Override
    public Map<String, String> start() {
        server.createContext(INSTANCES, this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("continuity.registry.url", url, "continuity.resume.url", url, URL, url);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring(INSTANCES.length());
            if (path.endsWith(ASKED_WITH)) {
                send(exchange, 200, credentials.getOrDefault(path.substring(0, path.indexOf('/')), ""));
            } else if (path.endsWith(CONTEXT)) {
                context(exchange, path.substring(0, path.length() - CONTEXT.length()));
            } else if (path.endsWith("000000")) {
                send(exchange, 404, "{}");
            } else {
                send(exchange, 200, instance(path));
            }
        }
    }

    private void context(HttpExchange exchange, String id) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            contexts.put(id, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            send(exchange, 200, "{}");
            return;
        }
        credentials.put(id, exchange.getRequestHeaders().getFirst("Authorization"));
        var known = contexts.get(id);
        if (known != null) {
            send(exchange, 200, known);
        } else {
            send(exchange, id.endsWith("404") ? 404 : 503, "{}");
        }
    }

    private static String instance(String id) {
        return """
                {"instance_id": "%s", "project": "%s", "instance_type": "PS", "host_machine": "odin3",
                 "status": "active", "created_at": "2026-03-01T10:00:00Z", "last_heartbeat": "2026-03-01T10:00:00Z",
                 "generation": 1}""".formatted(id, id.substring(0, id.indexOf("-PS-")));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
