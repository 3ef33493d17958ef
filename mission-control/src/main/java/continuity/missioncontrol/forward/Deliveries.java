package continuity.missioncontrol.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.journal.Journal;
import continuity.missioncontrol.journal.JournalLimits;
import continuity.missioncontrol.journal.Pointer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The hooks that were received: on disk until they are delivered, and delivered again after a crash. */
@ApplicationScoped
public class Deliveries {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);

    private final Journal journal;
    private final Forwarder forwarder;
    private final ObjectMapper json;
    private final MeterRegistry metrics;

    Deliveries(JournalConfig config, Forwarder forwarder, ObjectMapper json, MeterRegistry metrics) {
        this.forwarder = forwarder;
        this.json = json;
        this.metrics = metrics;
        var limits = new JournalLimits(
                Math.toIntExact(config.segmentSize().asLongValue()),
                config.maxSize().asLongValue());
        this.journal = Journal.open(config.dir(), limits);
        Gauge.builder("continuity.journal.depth", journal, Journal::depth).register(metrics);
        Gauge.builder("continuity.journal.size", journal, Journal::bytes)
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder("continuity.journal.damaged", journal, Journal::damagedSegments)
                .register(metrics);
    }

    /**
     * Takes up where the last run ended; to be called once, before anything is accepted.
     *
     * @param past is shown every hook that is still on disk, delivered or not, in the order of receipt
     */
    public void resume(Consumer<Delivery> past) {
        journal.replay(new Journal.Replay() {
            @Override
            public void delivered(byte[] record) {
                var hook = parse(record);
                if (hook != null) {
                    past.accept(hook);
                }
            }

            @Override
            public void undelivered(Pointer pointer, byte[] record) {
                var hook = parse(record);
                if (hook == null) {
                    journal.delivered(pointer);
                    return;
                }
                past.accept(hook);
                forwarder.enqueue(hook.sessionId(), new OnDisk(pointer));
            }
        });
    }

    /**
     * Accepts a hook: when the future completes it is on disk and will be delivered.
     *
     * @return fails if it could not be kept
     */
    public CompletableFuture<Pointer> accept(Delivery hook) {
        return journal.append(bytes(hook), pointer -> forwarder.enqueue(hook.sessionId(), new OnDisk(pointer)));
    }

    /** The hook as it is kept; its larger parts are left out in the rare case that it is still too large. */
    private byte[] bytes(Delivery hook) {
        try {
            var bytes = json.writeValueAsBytes(hook);
            if (bytes.length <= JournalLimits.MAX_RECORD_BYTES) {
                return bytes;
            }
            metrics.counter("continuity.hooks.shortened").increment();
            var body = new LinkedHashMap<>(hook.body());
            body.replaceAll((name, value) ->
                    value instanceof Map || value instanceof Iterable ? Map.of("left_out", "too large") : value);
            return json.writeValueAsBytes(hook.withBody(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a hook is always writable as JSON", e);
        }
    }

    private @Nullable Delivery parse(byte[] record) {
        try {
            return json.readValue(record, Delivery.class);
        } catch (IOException e) {
            metrics.counter("continuity.journal.unreadable").increment();
            LOG.errorf(
                    "a journalled hook is not readable and is passed over: %s",
                    e.getClass().getSimpleName());
            return null;
        }
    }

    private final class OnDisk implements Forwarder.Waiting {

        private final Pointer pointer;

        OnDisk(Pointer pointer) {
            this.pointer = pointer;
        }

        @Override
        public @Nullable Delivery hook() throws InterruptedException {
            try {
                return parse(journal.read(pointer));
            } catch (UncheckedIOException e) {
                if (e.getCause() instanceof ClosedByInterruptException) {
                    throw new InterruptedException("stopped while reading the journal");
                }
                metrics.counter("continuity.journal.unreadable").increment();
                LOG.errorf(e, "a journalled hook is lost");
                return null;
            }
        }

        @Override
        public void done() {
            journal.delivered(pointer);
        }
    }

    @Scheduled(every = "1s")
    void keepPosition() {
        journal.keepPosition();
    }

    /** Before anything that delivery needs is taken away. */
    void stop(@Observes ShutdownEvent event) {
        forwarder.stop();
        journal.close();
    }
}
