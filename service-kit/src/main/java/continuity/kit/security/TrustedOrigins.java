package continuity.kit.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.Inet6Address;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a foreign web page makes through the user's browser: the {@code Host} must be one of ours (else
 * somebody rebound a DNS name to us) and an {@code Origin}, which only browsers send, must be that very host and port.
 */
@ApplicationScoped
class TrustedOrigins {

    private static final int BEFORE_EVERYTHING = 10_000;

    private final Set<String> hostNames;

    TrustedOrigins(@ConfigProperty(name = "continuity.http.host-names") Set<String> hostNames) {
        this.hostNames = hostNames.stream().map(TrustedOrigins::normal).collect(Collectors.toUnmodifiableSet());
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING);
    }

    private void check(RoutingContext context) {
        var request = context.request();
        var authority = request.authority();
        if (authority == null || !hostNames.contains(normal(authority.host()))) {
            refuse(context, 421, "foreign_host", "This server does not answer to that Host");
        } else if (!isOrigin(request.getHeader("Origin"), authority)) {
            refuse(context, 403, "foreign_origin", "Pages of that Origin may not call this server");
        } else {
            context.next();
        }
    }

    /** The scheme does not count: one port speaks one protocol, and a proxy before us may speak another. */
    private static boolean isOrigin(@Nullable String origin, HostAndPort authority) {
        if (origin == null) {
            return true;
        }
        try {
            return authority.toString().equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** In lower case; an IPv6 address has many spellings, so it is written out in full, without brackets. */
    private static String normal(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        var address = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        try {
            return address.contains(":") ? Inet6Address.ofLiteral(address).getHostAddress() : name;
        } catch (IllegalArgumentException e) {
            return name;
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
