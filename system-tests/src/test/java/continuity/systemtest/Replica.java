package continuity.systemtest;

import static org.awaitility.Awaitility.await;

import continuity.cli.local.Health;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One process of a service.
 *
 * @param url where it listens
 * @param log what it prints
 */
public record Replica(Process process, URI url, Path log) {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(20);

    public void awaitReady() {
        await("service is ready, see " + log).atMost(START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the service ended, see " + log);
            }
            return Health.of(url).ready();
        });
    }

    /** As {@code kill -9} does; returns at once. */
    public void kill() {
        process.destroyForcibly();
    }

    /** In order if it can. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
