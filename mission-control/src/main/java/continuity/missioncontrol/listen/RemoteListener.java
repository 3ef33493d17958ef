package continuity.missioncontrol.listen;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens the address for other machines just before Quarkus opens the loopback address, with a copy of its options and
 * the same root handler, so that every filter, limit and metric holds on both.
 *
 * <p>Quarkus can serve one address in plain HTTP and TLS, on two ports; two addresses with the same port it cannot.
 */
@ApplicationScoped
class RemoteListener implements HttpServerOptionsCustomizer {

    private static final Logger LOG = Logger.getLogger(RemoteListener.class);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

    private final Vertx vertx;
    private final ListenConfig config;
    private @Nullable HttpServer server;

    RemoteListener(Vertx vertx, ListenConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** @throws IllegalStateException if the address may not or cannot be opened; the service does not start then */
    @Override
    public void customizeHttpServer(HttpServerOptions local) {
        config.address().ifPresent(address -> open(address, new HttpServerOptions(local)));
    }

    private void open(String address, HttpServerOptions options) {
        options.setHost(address).setPort(config.port());
        secure(address, options);
        try {
            server = vertx.createHttpServer(options)
                    .requestHandler(VertxHttpRecorder.getRootHandler())
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (RuntimeException e) {
            throw new IllegalStateException("%s, port %d, cannot be opened".formatted(address, config.port()), e);
        }
        LOG.infof("open to other machines at %s, port %d, %s", address, port(), options.isSsl() ? "TLS" : "plain HTTP");
    }

    private void secure(String address, HttpServerOptions options) {
        var certificate = config.certificate();
        var key = config.key();
        if (certificate.isPresent() && key.isPresent()) {
            options.setSsl(true)
                    .setEnabledSecureTransportProtocols(PROTOCOLS)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(certificate.get().toString())
                            .setKeyPath(key.get().toString()));
        } else if (certificate.isPresent() || key.isPresent() || !config.overlay()) {
            throw new IllegalStateException(
                    "%s is not opened: set CONTINUITY_LISTEN_CERTIFICATE and CONTINUITY_LISTEN_KEY, or CONTINUITY_LISTEN_OVERLAY=true if the network encrypts"
                            .formatted(address));
        }
    }

    /** The port that is open, -1 if none is. */
    int port() {
        var open = server;
        return open == null ? -1 : open.actualPort();
    }

    /** First of all, so that nothing comes in that can no longer be kept. */
    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        var open = server;
        if (open != null) {
            open.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
