package continuity.cli.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one child running: whenever it ends it is started again, after a pause that doubles from one second to thirty
 * while it keeps ending within a minute.
 */
public final class Supervisor {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration RUNS_WELL_AFTER = Duration.ofMinutes(1);

    /** Told what happens to the child, on the thread where it happens. */
    public interface Listener {

        void spawned(String name, ProcessIdentity process);

        void ready(String name, Duration took);

        /** @param pause until it is started again */
        void ended(String name, String how, Duration pause);
    }

    private final String name;
    private final Child.Starter starter;
    private final Listener listener;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Duration nextPause = FIRST_PAUSE; // used by the thread that keeps it running only
    private @Nullable Child current; // guarded by this

    public Supervisor(String name, Child.Starter starter, Listener listener) {
        this.name = name;
        this.starter = starter;
        this.listener = listener;
    }

    /** Starts the child, waits until it is ready, and looks after it from then on. */
    public void start() throws StartFailed, InterruptedException {
        var child = startOnce();
        Thread.ofVirtual().name("keeps " + name).start(() -> keepRunning(child));
    }

    /** Stops the child for good; it has {@code patience} to end by itself. */
    public void stop(Duration patience) {
        Child last;
        synchronized (this) { // spawn() starts none after this
            stopping.countDown();
            last = current;
        }
        if (last != null) {
            last.stop(patience);
        }
    }

    private Child startOnce() throws StartFailed, InterruptedException {
        var begin = System.nanoTime();
        var child = spawn();
        try {
            tell(() -> listener.spawned(name, child.identity()));
            child.awaitReady();
        } catch (StartFailed | RuntimeException notReady) {
            child.stop(Duration.ZERO);
            throw notReady;
        }
        tell(() -> listener.ready(name, Duration.ofNanos(System.nanoTime() - begin)));
        return child;
    }

    private synchronized Child spawn() throws StartFailed {
        if (isStopping()) {
            throw new StartFailed(name + " is not started, since everything is being stopped");
        }
        var child = starter.start();
        current = child;
        return child;
    }

    private void keepRunning(Child first) {
        try {
            for (var child = Optional.of(first); child.isPresent(); child = startAgain()) {
                var begin = System.nanoTime();
                var how = child.get().awaitEnd();
                if (System.nanoTime() - begin > RUNS_WELL_AFTER.toNanos()) {
                    nextPause = FIRST_PAUSE;
                }
                tellEnd(how);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries until it runs again; empty when it is to be stopped. */
    private Optional<Child> startAgain() throws InterruptedException {
        while (!stopping.await(nextPause.toMillis(), TimeUnit.MILLISECONDS)) {
            nextPause = shorter(nextPause.multipliedBy(2), LONGEST_PAUSE);
            try {
                return Optional.of(startOnce());
            } catch (StartFailed | RuntimeException e) { // a full disk, say: it is tried again
                tellEnd(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    private void tellEnd(String how) {
        if (!isStopping()) {
            tell(() -> listener.ended(name, how, nextPause));
        }
    }

    /** Whoever cannot take the news, on a full disk say, does not keep a child from being looked after. */
    private void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            System.err.printf("What happened to %s could not be recorded: %s%n", name, e.getMessage());
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
