package continuity.missioncontrol.forward;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import continuity.kit.problem.Unavailable;
import continuity.kit.security.Callers;
import continuity.kit.security.ServiceToken;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Running;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns hooks into heartbeats, at most one in a while per instance. The last hook of a busy moment is told when the
 * while is over, so that the registry knows what an agent is in the middle of when it falls silent.
 */
@ApplicationScoped
class SignsOfLife {

    private static final Logger LOG = Logger.getLogger(SignsOfLife.class);
    private static final int MAX_INSTANCES = 10_000;

    private final ServiceCalls services;
    private final Takeovers takeovers;
    private final HookCounts counts;
    private final ServiceToken token;
    private final ObjectMapper json;
    private final Duration oldest;

    /** Whoever puts an instance in may tell its next sign of life. */
    private final Cache<String, Boolean> told;

    private final Map<String, Sign> late = new ConcurrentHashMap<>();

    SignsOfLife(
            ServiceCalls services,
            Takeovers takeovers,
            HookCounts counts,
            ServiceToken token,
            ObjectMapper json,
            ForwardConfig config) {
        this.services = services;
        this.takeovers = takeovers;
        this.counts = counts;
        this.token = token;
        this.json = json;
        this.oldest = config.heartbeatOldest();
        this.told = Caffeine.newBuilder()
                .maximumSize(MAX_INSTANCES)
                .expireAfterWrite(config.heartbeatEvery())
                .build();
    }

    /**
     * A hook of an instance.
     *
     * @param running what its agent is in the middle of after it; null for nothing
     */
    record Sign(
            Delivery hook,
            String instanceId,
            @Nullable Integer generation,
            @Nullable Running running) {}

    /**
     * @throws Refused if the instance takes no sign of life
     * @throws Unavailable if the registry does not answer
     */
    void tell(Sign sign) {
        if (isTooOld(sign)) {
            return;
        }
        if (told.asMap().putIfAbsent(sign.instanceId(), true) == null) {
            late.remove(sign.instanceId());
            send(sign);
        } else {
            late.put(sign.instanceId(), sign);
        }
    }

    /** It ended: what it did last is no sign of life any more. */
    void forget(String instanceId) {
        late.remove(instanceId);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void tellLate() {
        for (var instanceId : List.copyOf(late.keySet())) {
            if (told.asMap().putIfAbsent(instanceId, true) == null) {
                var sign = late.remove(instanceId);
                try {
                    if (sign != null && !isTooOld(sign)) {
                        send(sign);
                    }
                } catch (Unavailable e) {
                    return; // nor would it answer for the others
                } catch (RuntimeException e) { // refused, or we are stopping: the next hook tells more
                    LOG.debugf("a late sign of life of %s: %s", instanceId, e.getMessage());
                }
            }
        }
    }

    /** What was long ago must not revive an agent that may be dead since. */
    private boolean isTooOld(Sign sign) {
        return sign.hook().receivedAt().isBefore(Instant.now().minus(oldest));
    }

    private void send(Sign sign) {
        var hook = sign.hook();
        var body = new LinkedHashMap<String, Object>();
        body.put("evidence", "hook");
        if (sign.generation() != null) {
            body.put("generation", sign.generation());
        }
        if (sign.running() == null) {
            body.put("clear_running", true);
        } else {
            body.put("running", sign.running());
        }
        body.put("hooks", counts.of(hook.sessionId()));
        var as = new Authority(token.bearer(), Callers.onBehalf(hook.caller(), json));
        try {
            takeovers
                    .heard(hook, services.heartbeat(as, sign.instanceId(), body))
                    .orRefused("a heartbeat");
        } catch (Unavailable e) {
            late.putIfAbsent(sign.instanceId(), sign); // it may be the last one before a long silence
            told.invalidate(sign.instanceId());
            throw e;
        } catch (RuntimeException e) {
            told.invalidate(sign.instanceId());
            throw e;
        }
    }
}
