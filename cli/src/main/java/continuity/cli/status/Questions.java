package continuity.cli.status;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Questions that are asked at the same time, all within one bound. Closing gives up those that are not answered yet and
 * waits for none.
 */
public final class Questions implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long deadline;

    /** @param bound for all of them together, from now on */
    public Questions(Duration bound) {
        deadline = System.nanoTime() + bound.toNanos();
    }

    public <T> Future<T> ask(Callable<T> question) {
        return threads.submit(question);
    }

    /** Empty when there was no answer in time, or when the question failed. */
    public <T> Optional<T> answer(Future<T> asked) throws InterruptedException {
        try {
            return Optional.of(inTime(asked));
        } catch (ExecutionException | TimeoutException notAnswered) {
            return Optional.empty();
        }
    }

    /** @throws ExecutionException with what the question failed with */
    public <T> T inTime(Future<T> asked) throws ExecutionException, TimeoutException, InterruptedException {
        return asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
