package continuity.missioncontrol.hook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Counts what becomes of hooks, so that nothing is lost silently. */
@ApplicationScoped
class HookMetrics {

    private static final Logger LOG = Logger.getLogger(HookMetrics.class);
    private static final long SILENT_NANOS = Duration.ofMinutes(1).toNanos();

    private final MeterRegistry metrics;
    private final AtomicBoolean saidUnreadable = new AtomicBoolean();
    private final AtomicLong saidDropped = new AtomicLong(System.nanoTime() - SILENT_NANOS);

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
                    "a hook is not a JSON object with a session_id and a hook_event_name, or git's words below it are none; further ones are only counted");
        }
    }

    /** Logged at most once a minute: while the disk is full this happens to every hook. */
    void dropped(Throwable why) {
        count("dropped", 1);
        var now = System.nanoTime();
        var said = saidDropped.get();
        if (now - said >= SILENT_NANOS && saidDropped.compareAndSet(said, now)) {
            LOG.warnf(
                    "hooks cannot be kept: %s; %.0f were dropped since the start",
                    why.getMessage(), counter("dropped").count());
        }
    }

    /** Kept, but the agent did not wait for it. */
    void late() {
        count("late", 1);
    }

    private void count(String outcome, int times) {
        counter(outcome).increment(times);
    }

    private Counter counter(String outcome) {
        return metrics.counter("continuity.hooks", "outcome", outcome);
    }
}
