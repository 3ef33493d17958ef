package continuity.commandlog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LongWorkTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void whatIsDoneInTimeIsTheAnswer() {
        try (var answer = LongWork.answer(() -> "done", LONG)) {
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getEntity()).isEqualTo("done");
        }
    }

    @Test
    void whatTakesLongerGoesOn() {
        var rest = new CompletableFuture<String>();
        var done = new CompletableFuture<String>();
        try (var answer = LongWork.answer(() -> done.complete(rest.join()), Duration.ofMillis(1))) {
            assertThat(answer.getStatus()).isEqualTo(202);
        }

        rest.complete("in the end");

        assertThat(done.join()).isEqualTo("in the end");
    }

    @Test
    void aRefusalStaysWhatItIs() {
        assertThatThrownBy(() -> LongWork.answer(
                        () -> {
                            throw new ArchiveRefused.Busy();
                        },
                        LONG))
                .isInstanceOf(ArchiveRefused.Busy.class);
    }
}
