package continuity.resume;

import static io.restassured.RestAssured.given;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Stands in for the HTTP interfaces of the command log and the checkpoint-service: answers what a test has {@link #tell
 * told} it about an instance, and else that there is nothing.
 */
public final class RecordsStandIn implements QuarkusTestResourceLifecycleManager {

    private static final String URL = "records.url";
    private static final String STATUS = "X-Status";
    private static final String DELAY = "X-Delay";

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server = newServer();

    private record Answer(int status, long delayMillis, String body) {}

    /**
     * @param path with {@code ?instance_id=} where the interface asks so, and {@code &cursor=} for a page after the
     *     first
     */
    public static void tell(String path, String body) {
        tell(path, 200, 0, body);
    }

    static void tell(String path, int status, long delayMillis, String body) {
        given().baseUri(ConfigProvider.getConfig().getValue(URL, String.class))
                .header(STATUS, status)
                .header(DELAY, delayMillis)
                .body(body)
                .put(path)
                .then()
                .statusCode(200);
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(URL, url, "continuity.command-log.url", url, "continuity.checkpoint.url", url);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        if (exchange.getRequestMethod().equals("PUT")) {
            var answer = new Answer(
                    Integer.parseInt(headers.getFirst(STATUS)), Long.parseLong(headers.getFirst(DELAY)), body);
            answers.put(key(exchange), answer);
            send(exchange, new Answer(200, 0, ""));
        } else if (headers.getFirst("Authorization") == null) {
            send(exchange, new Answer(401, 0, ""));
        } else {
            send(exchange, answers.getOrDefault(key(exchange), nothing(exchange)));
        }
    }

    private static Answer nothing(HttpExchange exchange) {
        return exchange.getRequestURI().getRawQuery() == null
                        || exchange.getRequestURI().getPath().startsWith("/api/v1/instances")
                ? new Answer(404, 0, "{}")
                : new Answer(200, 0, "{}");
    }

    /** The path, the instance and the page; what else is asked for does not count. */
    private static String key(HttpExchange exchange) {
        var query = exchange.getRequestURI().getRawQuery();
        var which = Stream.of(query == null ? new String[0] : query.split("&", -1))
                .filter(parameter -> parameter.startsWith("instance_id=") || parameter.startsWith("cursor="))
                .sorted(Comparator.reverseOrder())
                .collect(Collectors.joining("&"));
        return exchange.getRequestURI().getPath() + (which.isEmpty() ? "" : "?" + which);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        try {
            Thread.sleep(answer.delayMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
