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

    private static final long STOP_SECONDS = 3;

    private final RecordSender sender;
    private final ForwardConfig config;
    private final MeterRegistry metrics;
    private final HookCounts counts;
    private final ConcurrentHashMap<String, ArrayDeque<Waiting>> queues = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("forward-", 0).factory());

    private volatile boolean stopping;

    Forwarder(RecordSender sender, ForwardConfig config, MeterRegistry metrics, HookCounts counts) {
        this.sender = sender;
        this.config = config;
        this.metrics = metrics;
        this.counts = counts;
    }

    /** A hook that waits on disk for its turn. */
    interface Waiting {

        /**
         * The hook, read now; null if it is no longer readable.
         *
         * @throws InterruptedException if a stop came first: that says nothing about the hook
         */
        @Nullable
        Delivery hook() throws InterruptedException;

        /** It need not be delivered again. */
        void done();
    }

    /** Puts a hook at the end of its session's queue. A queue exists exactly as long as its worker runs. */
    void enqueue(String session, Waiting hook) {
        if (stopping) {
            return; // it is in the journal and will be delivered after the next start
        }
        queues.compute(session, (name, queue) -> {
            var open = queue == null ? new ArrayDeque<Waiting>() : queue;
            if (queue == null) {
                workers.execute(() -> work(session));
            }
            open.add(hook);
            counts.waits(session);
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
                deliverOrGiveUp(session, hook);
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

    /**
     * Whatever is wrong with one hook, the queue behind it goes on: a queue without a worker would never move again.
     */
    private void deliverOrGiveUp(String session, Waiting hook) throws InterruptedException {
        try {
            deliver(session, hook);
        } catch (RuntimeException e) {
            LOG.errorf(e, "a hook of session %s cannot be translated and is given up", session);
            metrics.counter("continuity.forward", "outcome", "refused", "record", "hook")
                    .increment();
            counts.delivered(session, false);
            hook.done();
        }
    }

    private void deliver(String session, Waiting waiting) throws InterruptedException {
        var hook = waiting.hook();
        if (hook == null) {
            counts.delivered(session, false);
        } else {
            var records = ClaudeCodeTranslation.translate(hook);
            var whole = true;
            for (var record : records) {
                if (record.tellsCounts()) {
                    counts.delivered(session, whole);
                }
                whole &= untilTaken(hook, record);
            }
            if (records.stream().noneMatch(Outgoing::tellsCounts)) {
                counts.delivered(session, whole);
            }
        }
        waiting.done();
    }

    /** @return false if it was refused, and something of the hook is lost by that */
    private boolean untilTaken(Delivery hook, Outgoing record) throws InterruptedException {
        var wait = config.firstRetry();
        var giveUpAt = System.nanoTime() + config.patience().toNanos();
        while (true) {
            try {
                sender.send(hook, record);
                count("delivered", record);
                return true;
            } catch (Refused e) {
                if (e.isSuperseded()) { // the session is told; what else its hooks say is recorded
                    count("superseded", record);
                    return true;
                }
                if (e.status() < 500 || System.nanoTime() > giveUpAt) {
                    LOG.warnf("%s of session %s: %s", hook.event(), hook.sessionId(), e.getMessage());
                    count("refused", record);
                    return false;
                }
            } catch (Unavailable e) {
                if (record.holdsNothingUp()) {
                    return true;
                }
                LOG.debugf("%s; next attempt in %s", e.getMessage(), wait);
            } catch (RuntimeException e) {
                if (!stopping && System.nanoTime() > giveUpAt) {
                    LOG.errorf(e, "delivering %s %s keeps failing here", hook.event(), hook.deliveryId());
                    count("refused", record);
                    return false;
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
