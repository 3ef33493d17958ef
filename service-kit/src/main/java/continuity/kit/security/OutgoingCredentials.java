package continuity.kit.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;

/** A forwarded request carries the caller's token; work of our own carries the service's. */
@ApplicationScoped
public class OutgoingCredentials implements ClientHeadersFactory {

    private final ServiceToken serviceToken;

    OutgoingCredentials(ServiceToken serviceToken) {
        this.serviceToken = serviceToken;
    }

    @Override
    public MultivaluedMap<String, String> update(
            MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
        var headers = new MultivaluedHashMap<String, String>();
        var callersToken = incoming.getFirst(HttpHeaders.AUTHORIZATION);
        if (callersToken == null) {
            headers.putSingle(HttpHeaders.AUTHORIZATION, serviceToken.bearer());
            return headers;
        }
        headers.putSingle(HttpHeaders.AUTHORIZATION, callersToken);
        var onBehalf = incoming.getFirst(Callers.ON_BEHALF);
        if (onBehalf != null) {
            headers.putSingle(Callers.ON_BEHALF, onBehalf);
        }
        return headers;
    }
}
