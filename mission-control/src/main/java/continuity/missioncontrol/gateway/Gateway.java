package continuity.missioncontrol.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Passes requests on as streams. The owning service checks the token; Host and Origin were checked before by the filter
 * of every service. A service that is away is answered for: 503, try again.
 */
@ApplicationScoped
class Gateway {

    private static final Logger LOG = Logger.getLogger(Gateway.class);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int IDLE_SECONDS = 30;
    private static final int CONNECTIONS_PER_SERVICE = 64;

    private final Map<Owner, HttpProxy> proxies = new EnumMap<>(Owner.class);
    private final ObjectMapper json;

    Gateway(Vertx vertx, GatewayConfig config, ObjectMapper json) {
        this.json = json;
        config.addresses().forEach((owner, address) -> proxies.put(owner, proxy(vertx, owner, address)));
    }

    private HttpProxy proxy(Vertx vertx, Owner owner, URI address) {
        var tls = "https".equals(address.getScheme());
        var port = address.getPort() < 0 ? (tls ? 443 : 80) : address.getPort();
        var options = new HttpClientOptions()
                .setSsl(tls)
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(IDLE_SECONDS);
        var client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_SERVICE));
        return HttpProxy.reverseProxy(client)
                .origin(SocketAddress.inetSocketAddress(port, address.getHost()))
                .addInterceptor(new AnswerForTheAbsent(owner, HostAndPort.create(address.getHost(), port)));
    }

    void register(@Observes Router router) {
        router.route("/api/v1/*").order(1).handler(this::pass);
    }

    private void pass(RoutingContext context) {
        var owner = Owner.of(context.normalizedPath());
        if (owner.isEmpty()) {
            var problem = Problem.of(404, "not_found", "Nothing is served at this path");
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(bytes(problem)));
            return;
        }
        var proxy = proxies.get(owner.get());
        if (proxy != null) {
            proxy.handle(context.request());
        }
    }

    private final class AnswerForTheAbsent implements ProxyInterceptor {

        private final Owner owner;
        private final HostAndPort authority;

        AnswerForTheAbsent(Owner owner, HostAndPort authority) {
            this.owner = owner;
            this.authority = authority;
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            context.request().setAuthority(authority);
            context.request().headers().remove(HttpHeaders.ORIGIN); // it was checked here, and there it is foreign
            return context.sendRequest().map(this::present).recover(failure -> {
                LOG.warnf("%s does not answer: %s", owner.title(), failure.getMessage());
                context.request().release();
                return Future.succeededFuture(absent(context.request().response()));
            });
        }

        /** The proxy itself says 502 when it could not connect. */
        private ProxyResponse present(ProxyResponse response) {
            return response.getStatusCode() == 502 ? absent(response) : response;
        }

        private ProxyResponse absent(ProxyResponse response) {
            var problem = Problem.of(
                    503,
                    "unavailable",
                    owner.title() + " does not answer right now; repeat the request with the same ids");
            return response.release()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .putHeader("Retry-After", "1")
                    .setBody(Body.body(Buffer.buffer(bytes(problem))));
        }
    }

    private byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always writable as JSON", e);
        }
    }
}
