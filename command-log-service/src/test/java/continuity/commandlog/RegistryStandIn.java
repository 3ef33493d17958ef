package continuity.commandlog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import continuity.contracts.InstanceId;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the registry-service, which is another service's business: it knows every instance except those whose
 * short id is {@link #UNKNOWN}. All run on {@link #MACHINE}, in generation {@link #GENERATION}.
 */
public final class RegistryStandIn implements QuarkusTestResourceLifecycleManager {

    public static final String UNKNOWN = "404404";
    public static final String MACHINE = "laptop";
    public static final int GENERATION = 3;

    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/api/v1/instances/", RegistryStandIn::answer);
            started.start();
            server = started;
            return Map.of(
                    "continuity.registry.url",
                    "http://127.0.0.1:" + started.getAddress().getPort());
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

    private static void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var id = InstanceId.parse(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
        var known = !id.hash().equals(UNKNOWN);
        var body = (known ? instance(id) : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(known ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String instance(InstanceId id) {
        return """
                {"instance_id": "%s", "project": "%s", "instance_type": "%s", "host_machine": "%s", "status": "active",
                 "created_at": "2026-05-04T10:00:00Z", "last_heartbeat": "2026-05-04T10:00:00Z", "generation": %d}
                """.formatted(id, id.project(), id.type(), MACHINE, GENERATION);
    }
}
