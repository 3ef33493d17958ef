package continuity.bench.latency;

import continuity.bench.frame.Api;
import continuity.bench.frame.Api.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Keeps alive who lives: each instance says so once a minute, all of them evenly spread. Without that all that were
 * resumed within five seconds would go stale at once, and what follows from it be what is measured.
 */
final class Heartbeats implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int SERVER_ERROR = 500;

    private final Api api;
    private final Map<String, Future<?>> living = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Heartbeats(Api api) {
        this.api = api;
    }

    void begin(String instanceId) {
        var first = ThreadLocalRandom.current().nextLong(EVERY.toMillis());
        living.computeIfAbsent(
                instanceId,
                id -> clock.scheduleAtFixedRate(() -> beat(id), first, EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }

    void end(String instanceId) {
        var beats = living.remove(instanceId);
        if (beats != null) {
            beats.cancel(false);
        }
    }

    private void beat(String instanceId) {
        try {
            api.post("/api/v1/instances/%s/heartbeat".formatted(instanceId), Map.of());
        } catch (Refused e) {
            if (e.status() < SERVER_ERROR) {
                end(instanceId); // somebody else has its work
            }
        } catch (IOException e) {
            System.err.printf("a heartbeat of %s was lost: %s%n", instanceId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
