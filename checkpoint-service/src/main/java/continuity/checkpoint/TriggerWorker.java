package continuity.checkpoint;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Turns pending triggers into checkpoints: at once when one was added, and in rounds for those that had to wait.
 *
 * <p>A trigger stays pending until its checkpoint is stored, however long the resume-service is away; it is given up
 * only if the resume-service is there and does not know the instance for {@link CheckpointConfig#giveUpAfter}. Replicas
 * may work on the same trigger; one of them stores the checkpoint, see {@link TriggerStore#settle}.
 */
@ApplicationScoped
class TriggerWorker {

    private static final Logger LOG = Logger.getLogger(TriggerWorker.class);

    /** Triggers per round. */
    private static final int BATCH = 100;

    private static final String UNKNOWN_INSTANCE = "the resume-service does not know the instance";

    private final TriggerStore triggers;
    private final CheckpointService service;
    private final CheckpointConfig config;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running = true;

    TriggerWorker(TriggerStore triggers, CheckpointService service, CheckpointConfig config) {
        this.triggers = triggers;
        this.service = service;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("checkpoint-triggers").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        work.release();
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) CheckpointService.Triggered triggered) {
        work.release();
    }

    private void run() {
        while (running) {
            try {
                work.tryAcquire(config.round().toMillis(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                round();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warnf("automatic checkpoints wait: %s", e.toString());
                    work.drainPermits();
                }
            }
        }
    }

    private void round() {
        for (var trigger : triggers.due(BATCH)) {
            if (!running) {
                return;
            }
            attempt(trigger);
        }
    }

    private void attempt(Trigger trigger) {
        var patienceEnds = trigger.requestedAt().plus(config.catchUp());
        try {
            if (!service.freeze(trigger, Instant.now().isAfter(patienceEnds))) {
                triggers.postpone(trigger.triggerId(), config.round());
            }
        } catch (CurrentStates.NotYetKnown e) {
            giveUpOrPostpone(trigger);
        } catch (RuntimeException e) { // whatever it is, the other triggers must not wait for this one
            LOG.warnf("the checkpoint %s of %s waits: %s", trigger.triggerId(), trigger.instanceId(), e.toString());
            triggers.postpone(trigger.triggerId(), config.longestPause());
        }
    }

    private void giveUpOrPostpone(Trigger trigger) {
        if (triggers.giveUp(trigger.triggerId(), UNKNOWN_INSTANCE, config.giveUpAfter())) {
            LOG.warnf(
                    "the checkpoint %s of %s is given up: %s",
                    trigger.triggerId(), trigger.instanceId(), UNKNOWN_INSTANCE);
        } else {
            triggers.postpone(trigger.triggerId(), config.longestPause());
        }
    }
}
