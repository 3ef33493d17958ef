package continuity.kit.instances;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import continuity.contracts.InstanceChanged;
import continuity.contracts.InstanceId;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.Unavailable;
import continuity.kit.security.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Asks the registry once about each instance and remembers the answer for a while. A service that reads
 * {@code continuity.instances} keeps it fresh with {@link #remember}.
 */
@ApplicationScoped
public class InstanceDirectory {

    private static final int MAX_REMEMBERED = 10_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

    private final RegistryClient registry;
    private final ServiceToken token;
    private final Cache<String, KnownInstance> known = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    InstanceDirectory(@RestClient RegistryClient registry, ServiceToken token) {
        this.registry = registry;
        this.token = token;
    }

    /**
     * @param instanceId a full id
     * @throws InstanceNotFound if the registry has no such instance
     * @throws Unavailable if the registry does not answer
     */
    public KnownInstance get(String instanceId) {
        var remembered = known.getIfPresent(instanceId);
        if (remembered != null) {
            return remembered;
        }
        if (InstanceId.parse(instanceId).isEmpty()) {
            throw new InstanceNotFound(instanceId);
        }
        var answer = ask(instanceId);
        known.put(instanceId, answer);
        return answer;
    }

    /** Keeps what the registry tells; of an instance that was purged, nothing. */
    public void remember(InstanceChanged change) {
        var instance = change.instance();
        if (change.change() == InstanceChanged.Change.PURGED) {
            known.invalidate(instance.instanceId());
        } else {
            known.put(instance.instanceId(), KnownInstance.of(instance));
        }
    }

    private KnownInstance ask(String instanceId) {
        try {
            var instance = registry.find(instanceId, token.bearer());
            if (!instance.instanceId().equals(instanceId)) {
                throw new InstanceNotFound(instanceId);
            }
            return KnownInstance.of(instance);
        } catch (WebApplicationException e) {
            var status = e.getResponse().getStatus();
            if (status == 404 || status == 300) {
                throw new InstanceNotFound(instanceId);
            }
            throw new Unavailable("The registry", e);
        } catch (ProcessingException e) {
            throw new Unavailable("The registry", e);
        }
    }
}
