package continuity.bench.latency;

import continuity.bench.frame.Api;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps alive who lives: each instance says so once a minute, evenly spread. Without that all that were resumed within
 * five seconds would go stale at once, and what follows from it be what is measured.
 */
final class Heartbeats implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Api api;
    private final Set<String> living = ConcurrentHashMap.newKeySet();
    private final Thread beating = Thread.ofVirtual().unstarted(this::beat);

    Heartbeats(Api api) {
        this.api = api;
        beating.start();
    }

    void begin(String instanceId) {
        living.add(instanceId);
    }

    void end(String instanceId) {
        living.remove(instanceId);
    }

    private void beat() {
        while (!Thread.currentThread().isInterrupted()) {
            var apart = EVERY.dividedBy(Math.max(1, living.size()));
            for (var instanceId : living) {
                beat(instanceId);
                LockSupport.parkNanos(apart.toNanos());
            }
            if (living.isEmpty()) {
                LockSupport.parkNanos(apart.toNanos());
            }
        }
    }

    private void beat(String instanceId) {
        try {
            api.post("/api/v1/instances/%s/heartbeat".formatted(instanceId), Map.of());
        } catch (IOException e) {
            living.remove(instanceId); // somebody else has its work
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        beating.interrupt();
    }
}
