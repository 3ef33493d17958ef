package continuity.kit.instances;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import continuity.contracts.InstanceChanged;
import continuity.contracts.InstanceId;
import continuity.kit.problem.InstanceNotFound;
import continuity.kit.problem.Unavailable;
import continuity.kit.security.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Asks the registry once about each instance and remembers the answer; after a minute it asks again in the background.
 * While the registry is away, what is remembered stays: nobody is forgotten because a database does not answer. A
 * service that reads {@code continuity.instances} keeps it fresh with {@link #remember}.
 */
@ApplicationScoped
public class InstanceDirectory {

    private static final int MAX_REMEMBERED = 10_000;
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final RegistryClient registry;
    private final Supplier<String> bearer;
    private final LoadingCache<String, @Nullable KnownInstance> known;

    @Inject
    InstanceDirectory(@RestClient RegistryClient registry, ServiceToken token) {
        this(registry, token::bearer, Ticker.systemTicker(), Thread::startVirtualThread);
    }

    InstanceDirectory(RegistryClient registry, Supplier<String> bearer, Ticker ticker, Executor background) {
        this.registry = registry;
        this.bearer = bearer;
        this.known = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .refreshAfterWrite(ASKED_AGAIN_AFTER)
                .ticker(ticker)
                .executor(background)
                .build(new Answers());
    }

    /**
     * @param instanceId a full id
     * @throws InstanceNotFound if the registry has no such instance
     * @throws Unavailable if the registry does not answer, and never has about this one
     */
    public KnownInstance get(String instanceId) {
        var instance = InstanceId.parse(instanceId).isEmpty() ? null : known.get(instanceId);
        if (instance == null) {
            throw new InstanceNotFound(instanceId);
        }
        return instance;
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

    private final class Answers implements CacheLoader<String, @Nullable KnownInstance> {

        @Override
        public @Nullable KnownInstance load(String instanceId) {
            return ask(instanceId);
        }

        @Override
        public @Nullable KnownInstance reload(String instanceId, @Nullable KnownInstance remembered) {
            try {
                return ask(instanceId);
            } catch (Unavailable e) {
                return remembered;
            }
        }
    }

    /** Null for an instance that the registry does not have. */
    private @Nullable KnownInstance ask(String instanceId) {
        try {
            var instance = registry.find(instanceId, bearer.get());
            return instance.instanceId().equals(instanceId) ? KnownInstance.of(instance) : null;
        } catch (WebApplicationException e) {
            var status = e.getResponse().getStatus();
            if (status == 404 || status == 300) {
                return null;
            }
            throw new Unavailable("The registry", e);
        } catch (ProcessingException e) {
            throw new Unavailable("The registry", e);
        }
    }
}
