package continuity.missioncontrol.forward;

import continuity.kit.problem.Unavailable;
import continuity.kit.security.ServiceToken;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Says that agents can be heard here: while nobody says so, the registry takes no silence for a death. */
@ApplicationScoped
class Presence {

    private static final Logger LOG = Logger.getLogger(Presence.class);

    private final ServiceCalls services;
    private final ServiceToken token;
    private volatile boolean refused;

    Presence(ServiceCalls services, ServiceToken token) {
        this.services = services;
        this.token = token;
    }

    @Scheduled(every = "${continuity.presence-every:10s}", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sayPresent() {
        try {
            services.present(new Authority(token.bearer(), null)).orRefused("our presence");
            refused = false;
        } catch (Refused e) {
            if (!refused) {
                LOG.warnf(
                        "while the registry refuses to hear that we are here, no agent becomes stale: %s",
                        e.getMessage());
            }
            refused = true;
        } catch (Unavailable e) {
            LOG.debugf("the registry does not know that agents can be heard: %s", e.getMessage());
        }
    }
}
