package continuity.missioncontrol.hook;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Counts what becomes of hooks, so that nothing is lost silently. */
@ApplicationScoped
class HookMetrics {

    private static final Logger LOG = Logger.getLogger(HookMetrics.class);

    private final MeterRegistry metrics;
    private final AtomicBoolean saidUnreadable = new AtomicBoolean();

    HookMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        for (var outcome : new String[] {"captured", "repeated", "unreadable", "dropped", "late"}) {
            count(outcome, 0);
        }
    }

    void captured() {
        count("captured", 1);
    }

    void repeated() {
        count("repeated", 1);
    }

    /** Logged once: a client that sends this sends it with every hook. */
    void unreadable() {
        count("unreadable", 1);
        if (saidUnreadable.compareAndSet(false, true)) {
            LOG.warn(
                    "a hook is not a JSON object with a session_id and a hook_event_name; further ones are only counted");
        }
    }

    void dropped(Throwable why) {
        count("dropped", 1);
        LOG.warnf("a hook could not be kept: %s", why);
    }

    /** Kept, but the agent did not wait for it. */
    void late() {
        count("late", 1);
    }

    private void count(String outcome, int times) {
        metrics.counter("continuity.hooks", "outcome", outcome).increment(times);
    }
}
