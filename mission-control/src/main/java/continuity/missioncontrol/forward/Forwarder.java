package continuity.missioncontrol.forward;

import continuity.kit.problem.Unavailable;
import continuity.missioncontrol.claudecode.ClaudeCodeTranslation;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Outgoing;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers hooks in the order of their receipt, one worker per session, so that a session waits only for itself. A
 * service that is away is asked again for ever; a record that is refused is counted and passed over.
 */
@ApplicationScoped
public class Forwarder {

    private static final Logger LOG = Logger.getLogger(Forwarder.class);

    /** A service that breaks on a record may break on it for ever; the session behind it must not. */
    private static final int ATTEMPTS_AT_A_BROKEN_SERVICE = 5;

    private static final long STOP_SECONDS = 3;

    private final RecordSender sender;
    private final ForwardConfig config;
    private final MeterRegistry metrics;
    private final ConcurrentHashMap<String, ArrayDeque<Waiting>> queues = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("forward-", 0).factory());

    private volatile boolean stopping;

    Forwarder(RecordSender sender, ForwardConfig config, MeterRegistry metrics) {
        this.sender = sender;
        this.config = config;
        this.metrics = metrics;
    }

    /** A hook that waits on disk for its turn. */
    interface Waiting {

        /** The hook, read now; null if it is no longer readable. */
        @Nullable
        Delivery hook();

        /** It need not be delivered again. */
        void done();
    }

    /** Puts a hook at the end of its session's queue. A queue exists exactly as long as its worker runs. */
    void enqueue(String session, Waiting hook) {
        queues.compute(session, (name, queue) -> {
            var open = queue == null ? new ArrayDeque<Waiting>() : queue;
            if (queue == null) {
                workers.execute(() -> work(session));
            }
            open.add(hook);
            return open;
        });
    }

    /** Whether something of that session waits for delivery. */
    public boolean isWaiting(String session) {
        return queues.containsKey(session);
    }

    /** Lets go of everything at once; what was not delivered stays in the journal. */
    void stop() {
        stopping = true;
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("some deliveries did not stop in time; they will be repeated");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(String session) {
        try {
            for (var hook = next(session); hook != null; hook = next(session)) {
                deliver(hook);
            }
        } catch (InterruptedException e) {
            LOG.debugf("delivery stops: %s", e);
        }
    }

    private @Nullable Waiting next(String session) {
        var first = new AtomicReference<@Nullable Waiting>();
        queues.computeIfPresent(session, (name, queue) -> {
            first.set(queue.poll());
            return first.get() == null ? null : queue;
        });
        return first.get();
    }

    private void deliver(Waiting waiting) throws InterruptedException {
        var hook = waiting.hook();
        if (hook != null) {
            for (var record : ClaudeCodeTranslation.translate(hook)) {
                untilTaken(hook, record);
            }
        }
        waiting.done();
    }

    private void untilTaken(Delivery hook, Outgoing record) throws InterruptedException {
        var wait = config.firstRetry();
        for (var attempt = 1; true; attempt++) {
            try {
                sender.send(hook, record);
                count("delivered", record);
                return;
            } catch (Refused e) {
                if (e.status() < 500 || attempt >= ATTEMPTS_AT_A_BROKEN_SERVICE) {
                    LOG.warnf("%s of session %s: %s", hook.event(), hook.sessionId(), e.getMessage());
                    count("refused", record);
                    return;
                }
            } catch (Unavailable e) {
                if (record instanceof Outgoing.Heartbeat) {
                    return; // the next hook is a better sign of life than this one late
                }
                LOG.debugf("%s; next attempt in %s", e.getMessage(), wait);
            } catch (RuntimeException e) {
                if (!stopping && attempt >= ATTEMPTS_AT_A_BROKEN_SERVICE) {
                    LOG.errorf(e, "delivering %s %s keeps failing here", hook.event(), hook.deliveryId());
                    count("refused", record);
                    return;
                }
            }
            pause(wait);
            wait = longer(wait);
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("stopped"); // before the record could be taken for delivered
        }
        Thread.sleep(wait);
    }

    private Duration longer(Duration wait) {
        var doubled = wait.multipliedBy(2);
        return doubled.compareTo(config.longestRetry()) < 0 ? doubled : config.longestRetry();
    }

    private void count(String outcome, Outgoing record) {
        metrics.counter(
                        "continuity.forward",
                        "outcome",
                        outcome,
                        "record",
                        record.getClass().getSimpleName())
                .increment();
    }
}
