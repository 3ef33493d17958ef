package continuity.commandlog.archive;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Work that may take longer than a caller waits: then it goes on by itself, and the caller is told so. */
final class LongWork {

    private static final Logger LOG = Logger.getLogger(LongWork.class);

    /** Gateways and clients wait 30 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private LongWork() {}

    /** 200 with the result, or 202 if it takes longer; a refusal is thrown as it came. */
    static Response answer(Supplier<?> work) {
        return answer(work, PATIENCE);
    }

    static Response answer(Supplier<?> work, Duration patience) {
        var result = CompletableFuture.supplyAsync(
                work, task -> Thread.ofVirtual().name("archive").start(task));
        try {
            return Response.ok(result.get(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .build();
        } catch (TimeoutException e) {
            var _ = result.whenComplete((_, failure) -> {
                if (failure != null) {
                    LOG.errorf(failure, "work on the archive failed");
                }
            });
            return Response.accepted(Map.of("status", "running")).build();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
