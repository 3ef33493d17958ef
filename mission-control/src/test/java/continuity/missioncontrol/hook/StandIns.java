package continuity.missioncontrol.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the registry, the command log, the checkpoint service and the resume service: one small HTTP server
 * that writes down what it is sent and gives the plainest answers of INTERFACES. Everything inside mission-control is
 * real.
 */
public final class StandIns implements QuarkusTestResourceLifecycleManager {

    private static final String STATE = "continuity.missioncontrol.stand-ins";
    private static final ObjectMapper JSON = new ObjectMapper();

    private @Nullable HttpServer server;

    /** What was asked of a service. Headers by their name in lower case. */
    public record Request(String method, String path, Map<String, String> headers, JsonNode body) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            var opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            opened.createContext("/", StandIns::handle);
            opened.start();
            server = opened;
            var url = "http://127.0.0.1:" + opened.getAddress().getPort();
            return Map.of(
                    "continuity.registry.url",
                    url,
                    "continuity.command-log.url",
                    url,
                    "continuity.checkpoint.url",
                    url,
                    "continuity.resume.url",
                    url,
                    "continuity.host-machine",
                    "odin3",
                    "continuity.forward.longest-retry",
                    "PT0.2S",
                    "continuity.forward.heartbeat-every",
                    "PT2S",
                    "continuity.journal.dir",
                    Files.createTempDirectory("hooks-").resolve("journal").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    /** Quarkus may load this class twice, so what both copies share is made of the platform's types and kept there. */
    @SuppressWarnings("unchecked")
    private static <T> T shared(String name, T first) {
        var all = (Map<String, Object>) System.getProperties().computeIfAbsent(STATE, key -> new ConcurrentHashMap<>());
        return (T) all.computeIfAbsent(name, key -> first);
    }

    private static List<Object[]> log() {
        return shared("log", new CopyOnWriteArrayList<>());
    }

    private static Set<String> away() {
        return shared("away", ConcurrentHashMap.newKeySet());
    }

    private static Map<String, CountDownLatch> held() {
        return shared("held", new ConcurrentHashMap<>());
    }

    private static Map<String, String> instances() {
        return shared("instances", new ConcurrentHashMap<>());
    }

    private static Map<String, String> successors() {
        return shared("successors", new ConcurrentHashMap<>());
    }

    /** From now on, until {@link #reset}, every session's work goes on in that instance. */
    static void supersedeAllBy(String instanceId) {
        successors().put("*", instanceId);
    }

    /** Everything that was answered with success since the last {@link #reset}. */
    public static List<Request> requests() {
        return log().stream().map(StandIns::request).toList();
    }

    public static List<Request> requests(String method, String pathEnd) {
        return requests().stream()
                .filter(request -> request.method().equals(method))
                .filter(request -> request.path().split("\\?", 2)[0].endsWith(pathEnd))
                .toList();
    }

    /** From now on everything below that path is answered 503. */
    static void goAway(String path) {
        away().add(path);
    }

    /** From now on everything below that path waits until {@link #comeBack}. */
    static void hold(String path) {
        held().put(path, new CountDownLatch(1));
    }

    static void comeBack() {
        away().clear();
        held().values().forEach(CountDownLatch::countDown);
        held().clear();
    }

    public static void reset() {
        comeBack();
        log().clear();
        instances().clear();
        successors().clear();
    }

    @SuppressWarnings("unchecked")
    private static Request request(Object[] entry) {
        try {
            return new Request(
                    (String) entry[0], (String) entry[1], (Map<String, String>) entry[2], JSON.readTree((String)
                            entry[3]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().toString();
        var method = exchange.getRequestMethod();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (away().stream().anyMatch(path::startsWith)) {
            answer(exchange, 503, "{\"code\":\"unavailable\"}");
            return;
        }
        for (var held : held().entrySet()) {
            if (path.startsWith(held.getKey())) {
                awaitRelease(held.getValue());
            }
        }
        var headers = new ConcurrentHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        log().add(new Object[] {method, path, headers, body.isEmpty() ? "{}" : body});
        if (path.startsWith("/api/v1/instances")) {
            registry(exchange, method, path, body);
        } else if (path.startsWith("/api/v1/commands")) {
            answer(exchange, 202, "{\"accepted\":[{}],\"rejected\":[]}");
        } else if (path.startsWith("/api/v1/resume")) {
            resume(exchange, path, body);
        } else {
            answer(exchange, 201, "{}");
        }
    }

    private static void awaitRelease(CountDownLatch held) {
        try {
            if (!held.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void registry(HttpExchange exchange, String method, String path, String body) throws IOException {
        var successor = successors().get("*");
        if (successor != null && method.equals("POST") && path.matches(".*/(heartbeat|instances)")) {
            answer(exchange, 409, "{\"code\":\"instance_superseded\",\"superseded_by\":\"%s\"}".formatted(successor));
        } else if (method.equals("POST") && path.endsWith("/heartbeat")) {
            var id = path.split("/", 6)[4];
            answer(exchange, 200, "{\"footer\":\"Instance: %s | Epic: — | Context: 7%%\"}".formatted(id));
        } else if (method.equals("POST") && path.endsWith("/instances")) {
            var session = JSON.readTree(body).path("client_session_id").asText();
            var known = instances().containsKey(session);
            answer(exchange, known ? 200 : 201, instance(session, JSON.readTree(body)));
        } else if (method.equals("GET")) {
            var session = path.replaceAll(".*client_session_id=", "");
            var instance = instances().get(session);
            answer(exchange, 200, "{\"instances\":[%s]}".formatted(instance == null ? "" : instance));
        } else {
            answer(exchange, 200, "{}");
        }
    }

    private static String instance(String session, JsonNode registration) {
        return instances()
                .computeIfAbsent(
                        session,
                        id ->
                                "{\"instance_id\":\"%s-PS-%06x\",\"generation\":1,\"project\":\"%s\",\"host_machine\":\"%s\"}"
                                        .formatted(
                                                registration.path("project").asText(),
                                                id.hashCode() & 0xffffff,
                                                registration.path("project").asText(),
                                                registration
                                                        .path("host_machine")
                                                        .asText()));
    }

    private static void resume(HttpExchange exchange, String path, String body) throws IOException {
        var matches = "[{\"n\":1,\"instance_id\":\"shop-PS-aaaaaa\",\"host_machine\":\"loki\",\"age_seconds\":7300},"
                + "{\"n\":2,\"instance_id\":\"shop-PS-bbbbbb\",\"current_epic\":\"003\",\"age_seconds\":90}]";
        if (path.contains("/candidates")) {
            answer(exchange, 200, "{\"rule\":\"latest\",\"list_id\":\"l1\",\"matches\":%s}".formatted(matches));
            return;
        }
        var request = JSON.readTree(body);
        var hint = request.path("hint").asText();
        switch (hint) {
            case "several" -> answer(exchange, 300, "{\"list_id\":\"l7\",\"matches\":%s}".formatted(matches));
            case "nothing" ->
                answer(exchange, 404, "{\"code\":\"instance_not_found\",\"detail\":\"No session matches 'nothing'\"}");
            default ->
                answer(
                        exchange,
                        200,
                        "{\"outcome\":\"resumed\",\"instance_id\":\"shop-PS-cccccc\",\"context_markdown\":\"# You were fixing the cart\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
