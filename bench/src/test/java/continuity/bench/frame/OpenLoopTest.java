package continuity.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final OpenLoop TEN_CALLS = new OpenLoop(100, Duration.ofMillis(100));

    @Test
    void aCallThatHasNoAnswerYetHoldsNoLaterOneBack() {
        var others = new CountDownLatch(9);
        var first = new AtomicInteger();

        var outcome = TEN_CALLS.run(() -> {
            if (first.getAndIncrement() > 0) {
                others.countDown();
            } else if (!others.await(1, TimeUnit.MINUTES)) {
                throw new IOException("the others never came");
            }
        });

        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.micros().getTotalCount()).isEqualTo(10);
    }

    @Test
    void aFailedCallIsCountedAndHasNoTime() {
        var calls = new AtomicInteger();

        var outcome = TEN_CALLS.run(() -> {
            if (calls.incrementAndGet() % 2 == 0) {
                throw new IOException("refused");
            }
        });

        assertThat(outcome.failures()).hasSize(5);
        assertThat(outcome.micros().getTotalCount()).isEqualTo(5);
    }
}
