package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R70")
class AdviceTest {

    @ParameterizedTest
    @CsvSource({
        "30, finish the current step",
        "49, finish the current step",
        "50, write down decisions",
        "69, write down decisions",
        "70, make a checkpoint",
        "84, make a checkpoint",
        "85, stop at the next safe point",
        "100, stop at the next safe point"
    })
    void changesAtEachThreshold(int percent, String words) {
        assertThat(Advice.at(percent))
                .startsWith("Context is " + percent + "% full")
                .contains(words);
    }

    @Test
    void saysNothingBelowThirtyPercentOrWhileItIsUnknown() {
        assertThat(Advice.at(29)).isNull();
        assertThat(Advice.at(null)).isNull();
    }
}
