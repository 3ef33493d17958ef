package continuity.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void sizesAreShownInTheirLargestFittingUnit() {
        assertThat(Figures.bytes(0)).isEqualTo("0 kB");
        assertThat(Figures.bytes(130_400_000)).isEqualTo("130 MB");
        assertThat(Figures.bytes(1_234_000_000)).isEqualTo("1.2 GB");
        assertThat(Figures.bytes(83_000_000_000L)).isEqualTo("83 GB");
    }

    @Test
    void durationsToo() {
        assertThat(Figures.duration(Duration.ofSeconds(40))).isEqualTo("40 s");
        assertThat(Figures.duration(Duration.ofMinutes(12))).isEqualTo("12 min");
        assertThat(Figures.duration(Duration.ofHours(3))).isEqualTo("3 h");
        assertThat(Figures.duration(Duration.ofDays(5))).isEqualTo("5 d");
    }
}
