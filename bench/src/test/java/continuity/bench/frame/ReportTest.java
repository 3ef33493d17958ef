package continuity.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.bench.frame.Figure.Floor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Figure TIME =
            new Figure("POST /commands, p95", "ms", List.of(9.0, 4.0, 5.0), new Floor("bare", List.of(1.0, 2.0, 9.0)));
    private static final Figure RATE =
            new Figure("ingest", "commands/s", List.of(2000.0), new Floor("bare", List.of(8000.0)));

    @Test
    void theMedianOfTheRoundsCounts() {
        assertThat(TIME.median()).isEqualTo(5);
        assertThat(new Figure("even", "ms", List.of(1.0, 3.0), null).median()).isEqualTo(2);
        assertThatThrownBy(() -> new Figure("none", "ms", List.of(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("none was measured in no round");
    }

    @Test
    void worseThanTheFloorIsMoreThanOneForTimesAndForRates() {
        assertThat(TIME.timesTheFloor()).isCloseTo(2.5, within(1e-9));
        assertThat(RATE.timesTheFloor()).isCloseTo(4, within(1e-9));
        assertThat(new Figure("alone", "ms", List.of(1.0), null).timesTheFloor())
                .isNull();
    }

    @Test
    void eachFigureIsALineBesideItsFloor() {
        var report = new Report();
        report.add(TIME);
        report.note("One connection.");

        assertThat(report.toString())
                .contains("POST /commands, p95  5.00 ms  9.00 4.00 5.00  bare   2.00 ms  2.5")
                .endsWith("One connection.\n");
    }

    @Test
    void theFileHoldsEveryRoundForWhoeverComparesRuns(@TempDir Path directory) throws IOException {
        var report = new Report();
        report.add(TIME);
        var file = directory.resolve("new/bench.json");

        report.write(file);

        var figure = new ObjectMapper().readTree(file.toFile()).path("figures").path(0);
        assertThat(figure.path("median").asDouble()).isEqualTo(5);
        assertThat(figure.path("rounds")).hasSize(3);
        assertThat(figure.path("floor").path("name").asText()).isEqualTo("bare");
        assertThat(figure.path("times_the_floor").asDouble()).isEqualTo(2.5);
    }
}
