package continuity.bench.frame;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Load at a fixed rate, whatever the answers do: a slow answer holds no later call back, and each call's time counts
 * from the moment when it was due. So a pause of the system shows in every call that it delayed.
 *
 * @param perSecond calls per second
 * @param length of the load
 */
public record OpenLoop(double perSecond, Duration length) {

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final int DIGITS = 3;

    /** One call; an exception is a failed one. */
    @FunctionalInterface
    public interface Call {
        void run() throws Exception;
    }

    /**
     * @param micros times of the calls that succeeded, in microseconds
     * @param failures of the others
     */
    public record Outcome(Histogram micros, List<Exception> failures) {

        public double millisAt(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /** Returns when the last call has ended. */
    public Outcome run(Call call) {
        var micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
        var failures = new ConcurrentLinkedQueue<Exception>();
        var calls = Math.max(1, Math.round(perSecond * length.toMillis() / 1000.0));
        var apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
        var start = System.nanoTime();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long n = 0; n < calls; n++) {
                var due = start + Math.round(n * apart);
                waitUntil(due);
                callers.execute(() -> {
                    try {
                        call.run();
                        var took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
                        micros.recordValue(Math.clamp(took, 0, LONGEST_MICROS));
                    } catch (Exception e) {
                        failures.add(e);
                    }
                });
            }
        }
        return new Outcome(micros, List.copyOf(failures));
    }

    private static void waitUntil(long due) {
        var left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
    }
}
