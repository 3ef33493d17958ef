package continuity.missioncontrol.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import continuity.contracts.ProjectName;
import continuity.kit.problem.Unavailable;
import continuity.missioncontrol.delivery.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which instance a client session is. Asks the registry once and remembers; registers a session that nobody has
 * registered yet. One question at a time per session, so that two hooks cannot register it twice.
 */
@ApplicationScoped
public class Sessions {

    private static final int MAX_SESSIONS = 10_000;
    private static final Duration REMEMBERED_FOR = Duration.ofHours(12);
    private static final int LOCKS = 256;

    private final ServiceCalls services;
    private final Takeovers takeovers;
    private final Cache<Key, RecordedSession> known = Caffeine.newBuilder()
            .maximumSize(MAX_SESSIONS)
            .expireAfterAccess(REMEMBERED_FOR)
            .build();
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

    private record Key(String client, String sessionId) {}

    Sessions(ServiceCalls services, Takeovers takeovers) {
        this.services = services;
        this.takeovers = takeovers;
    }

    /** What is known without asking. */
    public Optional<RecordedSession> known(String client, String sessionId) {
        return Optional.ofNullable(known.getIfPresent(new Key(client, sessionId)));
    }

    /** The session begins again, or turned out to be something else: ask at the next occasion. */
    public void forget(String client, String sessionId) {
        known.invalidate(new Key(client, sessionId));
    }

    /**
     * The instance of the session that this hook belongs to, registered if need be.
     *
     * @throws Refused if it may not be recorded
     * @throws Unavailable if the registry does not answer
     */
    public RecordedSession of(Delivery hook, Authority as) {
        return locked(hook, () -> {
            var remembered = known.getIfPresent(keyOf(hook));
            if (remembered != null) {
                return remembered;
            }
            return find(hook, as).orElseGet(() -> registerNow(hook, as));
        });
    }

    /** The same without registering: empty if nobody has registered the session yet. */
    public Optional<RecordedSession> find(Delivery hook, Authority as) {
        var remembered = known.getIfPresent(keyOf(hook));
        if (remembered != null) {
            return Optional.of(remembered);
        }
        var instances = services.instancesOf(as, hook.client(), hook.sessionId())
                .orRefused("looking for the session's instance")
                .body()
                .path("instances");
        return liveOne(instances).map(instance -> remember(hook, instance, false));
    }

    /** The first, for the list is newest first, that nobody has superseded; else the first. */
    private static Optional<JsonNode> liveOne(JsonNode instances) {
        for (var instance : instances) {
            if (!instance.hasNonNull("superseded_by")) {
                return Optional.of(instance);
            }
        }
        return Optional.ofNullable(instances.get(0));
    }

    /** Tells the registry that the session begins, or begins again; only once per hook. */
    public RecordedSession register(Delivery sessionStart, Authority as) {
        return locked(sessionStart, () -> {
            var remembered = known.getIfPresent(keyOf(sessionStart));
            var done = remembered != null
                    && (sessionStart.deliveryId().equals(remembered.registeredBy())
                            || remembered.since().isAfter(sessionStart.receivedAt())); // it has begun once more since
            return done ? remembered : registerNow(sessionStart, as);
        });
    }

    private RecordedSession registerNow(Delivery hook, Authority as) {
        var registered = takeovers
                .heard(hook, services.register(as, hook.deliveryId(), registration(hook)))
                .orRefused("registering a session")
                .body();
        return remember(hook, registered, true);
    }

    private static Map<String, Object> registration(Delivery hook) {
        var directory = hook.directory();
        var registration = new LinkedHashMap<String, Object>();
        registration.put("project", ProjectName.ofDirectory(directory));
        registration.put("instance_type", "PS");
        registration.put("client", hook.client());
        registration.put("client_session_id", hook.sessionId());
        if (!directory.isEmpty()) {
            registration.put("working_directory", directory);
        }
        var machine = hook.machine();
        if (machine != null) {
            registration.put("host_machine", machine);
        }
        var previous = hook.links().previous();
        if (previous != null) {
            registration.put("previous_client_session_id", previous.sessionId());
            registration.put("link_confidence", previous.confidence());
        }
        return registration;
    }

    /** As registered, else as it would be. */
    public String projectOf(Delivery hook) {
        return projectOf(hook.client(), hook.sessionId(), hook.directory());
    }

    /** The same before there is a hook. */
    public String projectOf(String client, String session, String directory) {
        return known(client, session).map(RecordedSession::project).orElseGet(() -> ProjectName.ofDirectory(directory));
    }

    private RecordedSession remember(Delivery hook, JsonNode instance, boolean registered) {
        var session = new RecordedSession(
                instance.path("instance_id").asText(),
                instance.hasNonNull("generation")
                        ? (Integer) instance.path("generation").asInt()
                        : null,
                instance.path("project").asText(),
                textOrNull(instance, "host_machine"),
                registered ? hook.deliveryId() : null,
                hook.receivedAt());
        return known.asMap()
                .merge(keyOf(hook), session, (old, now) -> now.since().isBefore(old.since()) ? old : now);
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }

    private static Key keyOf(Delivery hook) {
        return new Key(hook.client(), hook.sessionId());
    }

    private RecordedSession locked(Delivery hook, Supplier<RecordedSession> work) {
        var lock = locks[Math.floorMod(hook.sessionId().hashCode(), LOCKS)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
