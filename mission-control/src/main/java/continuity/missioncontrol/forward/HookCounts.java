package continuity.missioncontrol.forward;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** What became of each session's hooks since this process began to count them. */
@ApplicationScoped
public class HookCounts {

    private static final int MAX_SESSIONS = 10_000;

    private final LoadingCache<String, Counter> counters =
            Caffeine.newBuilder().maximumSize(MAX_SESSIONS).build(session -> new Counter());

    /** Counts from zero under a name of its own, so that the registry can add up what several have counted. */
    private static final class Counter {
        private final UUID source = UUID.randomUUID();
        private final AtomicLong stored = new AtomicLong();
        private final AtomicLong dropped = new AtomicLong();
        private final AtomicLong waiting = new AtomicLong();
    }

    /** It could not be kept. */
    public void notKept(String session) {
        counters.get(session).dropped.incrementAndGet();
    }

    /** It is kept and waits for its delivery. */
    void waits(String session) {
        counters.get(session).waiting.incrementAndGet();
    }

    /** One that waited is delivered; not whole if something that it says was refused or could not be read. */
    void delivered(String session, boolean whole) {
        var counter = counters.get(session);
        counter.waiting.decrementAndGet();
        (whole ? counter.stored : counter.dropped).incrementAndGet();
    }

    /** As the registry takes them. */
    public Map<String, Object> of(String session) {
        var counter = counters.get(session);
        return Map.of(
                "source", counter.source.toString(),
                "stored", counter.stored.get(),
                "dropped", counter.dropped.get(),
                "waiting", Math.max(0, counter.waiting.get()));
    }
}
