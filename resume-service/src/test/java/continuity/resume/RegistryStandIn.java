package continuity.resume;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the registry's HTTP API: knows the instances that a test PUT to it, by their ids and by the beginning
 * of their short ids, and grants one succession of each, to a client session, which may repeat it; to one that names a
 * revision only in that revision.
 */
public final class RegistryStandIn implements QuarkusTestResourceLifecycleManager {

    private static final String INSTANCES = "/api/v1/instances/";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, ObjectNode> instances = new ConcurrentHashMap<>();
    private final Map<String, String> claims = new ConcurrentHashMap<>();
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(INSTANCES, this::serve);
        server.start();
        return Map.of(
                "continuity.registry.url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring(INSTANCES.length());
        var id = path.split("/", 2)[0];
        var fitting = fitting(id);
        var instance = fitting.size() == 1 ? fitting.getFirst() : null;
        var body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("PUT")) {
            instances.put(id, (ObjectNode) json.readTree(body));
            answer(exchange, 200, instances.get(id));
        } else if (fitting.size() > 1) {
            answer(
                    exchange,
                    300,
                    json.createObjectNode().put("message", fitting.size() + " instances begin with " + id));
        } else if (instance == null || exchange.getRequestHeaders().getFirst("Authorization") == null) {
            answer(exchange, 404, problem("instance_not_found", id));
        } else if (path.endsWith("/succession")) {
            succeed(exchange, instance, (ObjectNode) json.readTree(body));
        } else {
            answer(exchange, 200, instance);
        }
    }

    private List<ObjectNode> fitting(String id) {
        return instances.entrySet().stream()
                .filter(known ->
                        known.getKey().equals(id) || known.getKey().contains("-PS-" + id.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void succeed(HttpExchange exchange, ObjectNode instance, ObjectNode request) throws IOException {
        var id = instance.path("instance_id").asText();
        var claimant = request.path("client_session_id").asText();
        if (request.has("revision") && !request.get("revision").equals(instance.get("revision"))) {
            answer(exchange, 409, problem("revision_passed", "it is in revision " + instance.get("revision")));
            return;
        }
        var winner = claims.computeIfAbsent(id, key -> claimant);
        if (!winner.equals(claimant)) {
            answer(exchange, 409, problem("already_claimed", "the session " + winner + " has it"));
            return;
        }
        var successor = instance.deepCopy();
        successor.put(
                "instance_id", id.substring(0, id.length() - 6) + "%06x".formatted(claimant.hashCode() & 0xFFFFFF));
        successor.put("resumed_from", id);
        successor.put("status", "active");
        successor.set("working_directory", request.get("working_directory"));
        instances.put(successor.path("instance_id").asText(), successor);
        answer(exchange, 200, successor);
    }

    private ObjectNode problem(String code, String detail) {
        return json.createObjectNode().put("code", code).put("detail", detail);
    }

    private void answer(HttpExchange exchange, int status, @Nullable ObjectNode body) throws IOException {
        var bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
