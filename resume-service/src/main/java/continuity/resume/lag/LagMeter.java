package continuity.resume.lag;

import continuity.contracts.InstanceId;
import continuity.kit.security.ServiceToken;
import continuity.resume.commandlog.CommandLogClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks how far the projection is behind, and never for longer than {@link #BUDGET}. */
@ApplicationScoped
public class LagMeter {

    private static final Logger LOG = Logger.getLogger(LagMeter.class);
    private static final Duration BUDGET = Duration.ofMillis(200);
    private static final Duration WATCH_BUDGET = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final int NOT_FOUND = 404;

    private final TopicPositions positions;
    private final CommandLogClient commandLog;
    private final ServiceToken token;
    private volatile Watched watched = new Watched(Map.of(), 0);

    @Inject
    LagMeter(
            TopicPositions positions,
            @RestClient CommandLogClient commandLog,
            ServiceToken token,
            MeterRegistry metrics) {
        this.positions = positions;
        this.commandLog = commandLog;
        this.token = token;
        Gauge.builder("continuity.projection.unread", this, LagMeter::unreadInAll)
                .description("Records that no replica of this service has worked in; NaN while that is not known")
                .register(metrics);
    }

    /**
     * What could be learnt in time; null for what could not.
     *
     * @param unreadRecords of the instance's partitions
     * @param newestEvent 0 when the command log has none
     */
    public record Measured(
            @Nullable Long unreadRecords, @Nullable Long newestEvent) {}

    /** What is being asked; its time is over at {@code deadline}, in nanoseconds. */
    public record Measuring(FutureTask<Long> unread, FutureTask<Long> newest, long deadline) {

        /** Waits for it, or until its time is over. */
        public Measured answer() {
            return new Measured(LagMeter.answer(unread, deadline), LagMeter.answer(newest, deadline));
        }
    }

    /** @param at nanoseconds, 0 for never */
    private record Watched(Map<TopicPartition, Long> unread, long at) {

        boolean isFresh() {
            return at != 0 && System.nanoTime() - at < Duration.ofSeconds(15).toNanos();
        }
    }

    /** Says that whoever reads a context here gets all of these. */
    public void workedIn(ConsumerRecords<?, ?> batch) {
        positions.workedIn(batch);
    }

    /**
     * Begins to wait until what is recorded at this moment is worked in, in the good case a few milliseconds. A state
     * that is read after the answer contains all that the answer does not call unread.
     */
    public Measuring begin(InstanceId instance) {
        var deadline = System.nanoTime() + BUDGET.toNanos();
        return new Measuring(
                begin("unread", () -> settle(instance.toString(), deadline)),
                begin("newest event", () -> newestEvent(instance.toString())),
                deadline);
    }

    /**
     * The unread records of the instance's partitions a few seconds ago at the most, at no cost; empty when not known.
     */
    public OptionalLong recentlyUnread(InstanceId instance) {
        var last = watched;
        if (!last.isFresh()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(positions.of(instance.toString(), BUDGET).stream()
                    .mapToLong(partition -> last.unread().getOrDefault(partition, 0L))
                    .sum());
        } catch (TimeoutException e) {
            LOG.debugf("the partitions of %s are not known: %s", instance, e.getMessage());
            return OptionalLong.empty();
        }
    }

    private Long settle(String key, long deadline) throws TimeoutException, InterruptedException {
        var ends = positions.ends(positions.of(key, left(deadline)), left(deadline));
        while (true) {
            var progress = positions.progress();
            var unread = sum(positions.unread(ends, left(deadline)));
            if (unread == 0 || left(deadline).compareTo(LOOK_AGAIN.multipliedBy(3)) < 0) {
                return unread;
            }
            var _ = progress.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS); // others' is not heard of here
        }
    }

    private Long newestEvent(String instanceId) {
        try {
            return commandLog.latest(instanceId, 1, token.bearer()).newest();
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == NOT_FOUND) {
                return 0L;
            }
            throw e;
        }
    }

    private static <T> FutureTask<T> begin(String what, Callable<T> question) {
        var task = new FutureTask<>(question);
        Thread.ofVirtual().name("lag: " + what).start(task);
        return task;
    }

    private static <T> @Nullable T answer(FutureTask<T> question, long deadline) {
        try {
            return question.get(left(deadline).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf("the lag is not known: %s", e);
            question.cancel(true);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    @Scheduled(every = "5s", identity = "projection-lag", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void watch() {
        try {
            var ends = positions.ends(positions.all(WATCH_BUDGET), WATCH_BUDGET);
            watched = new Watched(positions.unread(ends, WATCH_BUDGET), System.nanoTime());
        } catch (TimeoutException e) {
            LOG.warnf("how far the projection is behind cannot be told: %s", e);
        }
    }

    private double unreadInAll() {
        var last = watched;
        return last.isFresh() ? sum(last.unread()) : Double.NaN;
    }

    private static long sum(Map<TopicPartition, Long> unread) {
        return unread.values().stream().mapToLong(Long::longValue).sum();
    }
}
