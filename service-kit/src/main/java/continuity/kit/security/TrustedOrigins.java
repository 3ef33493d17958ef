package continuity.kit.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a foreign web page makes through the user's browser: the {@code Host} must be one of ours (else
 * somebody rebound a DNS name to us) and an {@code Origin}, which only browsers send, must be ours too.
 */
@ApplicationScoped
class TrustedOrigins {

    private static final int BEFORE_EVERYTHING = 10_000;

    private final Set<String> hostNames;

    TrustedOrigins(@ConfigProperty(name = "continuity.http.host-names") Set<String> hostNames) {
        this.hostNames = hostNames;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    private void check(RoutingContext context) {
        var request = context.request();
        var authority = request.authority();
        if (authority == null || !hostNames.contains(authority.host().toLowerCase(Locale.ROOT))) {
            refuse(context, 421, "foreign_host", "This server does not answer to that Host");
        } else if (!isOurs(request.getHeader("Origin"))) {
            refuse(context, 403, "foreign_origin", "Pages of that Origin may not call this server");
        } else {
            context.next();
        }
    }

    private boolean isOurs(@Nullable String origin) {
        if (origin == null) {
            return true;
        }
        try {
            var host = URI.create(origin).getHost();
            return host != null && hostNames.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuse(RoutingContext context, int status, String code, String detail) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end("{\"type\":\"/problems/%s\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}"
                        .formatted(code, detail, status, code, detail));
    }
}
