package continuity.commandlog.event;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.EventAppended;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureChainTest {

    private final EventAppended prompt = History.said(1, null);
    private final EventAppended use = History.event(2, "tool_use", Map.of("tool_name", "Bash"), prompt);
    private final EventAppended error = History.event(3, "error", Map.of("message", "Exit code 1"), use);
    private final EventAppended after = History.event(4, "task_spawned", Map.of(), error);

    @Test
    @Tag("R40")
    void namesTheFailingEventAndWhatLedToIt() {
        var failure = FailureChain.of(EventChain.of(List.of(error, use, prompt)));

        assertThat(failure.failingEvent()).isEqualTo(error);
        assertThat(failure.chain()).containsExactly(prompt, use, error);
        assertThat(failure.truncated()).isFalse();
    }

    @Test
    @Tag("R40")
    void ofWhatFollowedFromAFailureTheFailureIsNamed() {
        var failure = FailureChain.of(EventChain.of(List.of(after, error, use, prompt)));

        assertThat(failure.failingEvent()).isEqualTo(error);
        assertThat(failure.chain()).containsExactly(prompt, use, error);
    }

    @Test
    @Tag("R40")
    void whereNothingFailedNothingIsNamed() {
        var failure = FailureChain.of(EventChain.of(List.of(use, prompt)));

        assertThat(failure).isEqualTo(FailureChain.none(History.INSTANCE));
    }

    @Test
    void causesInTheArchiveAreCounted() {
        var failure = FailureChain.of(EventChain.of(List.of(error, use)));

        assertThat(failure.chain()).containsExactly(use, error);
        assertThat(failure.missingBefore()).isEqualTo(1);
        assertThat(failure.truncated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "test_failed", "validation_failed", "epic_failed", "deployment_failed"})
    @Tag("R40")
    void everyFailureOfTheCatalogueIsOne(String type) {
        assertThat(FailureChain.isFailure(History.event(1, type, Map.of(), null)))
                .isTrue();
    }

    @Test
    @Tag("R40")
    void aToolResultIsAFailureIfItSaysSo() {
        assertThat(FailureChain.isFailure(History.event(1, "tool_result", Map.of("success", false), null)))
                .isTrue();
        assertThat(FailureChain.isFailure(History.event(1, "tool_result", Map.of("success", true), null)))
                .isFalse();
        assertThat(FailureChain.isFailure(History.event(1, "test_passed", Map.of("success", false), null)))
                .isFalse();
    }
}
