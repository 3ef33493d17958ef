package continuity.resume.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More was recorded than a packet holds. */
class PressureTest {

    private static final String SOURCE = "event 1";

    @ParameterizedTest
    @ValueSource(strings = {"name of some length ", "*_*_*_", "y"})
    void whatIsMostImportantIsToldWhateverElseThereIs(String text) {
        var packet = Packet.of(StoredStates.filledWith(text.repeat(40), SOURCE, 12), StoredStates.NOW);

        assertThat(packet)
                .hasSizeLessThanOrEqualTo(Packet.MAX_LENGTH)
                .contains("- Confidence: ", "- Drift: The newest evidence", "it may still be running")
                .contains("## Next steps\n1. Fix the failing tests", "## Goal\n- The user asked last")
                .contains("more lines left out");
    }

    @Test
    void aLineThatIsTooLongIsSkippedForAShorterOne() {
        assertThat(IntStream.range(40, 80)
                        .mapToObj(length -> Packet.of(
                                StoredStates.filledWith("long ".repeat(length), SOURCE, 50), StoredStates.NOW)))
                .anySatisfy(packet ->
                        assertThat(packet).doesNotContain("- Still running").contains("- Its context window"));
    }

    @Test
    void aHeadingStandsOnlyAboveALine() {
        var packet = Packet.of(StoredStates.filledWith("y".repeat(400), SOURCE, 50), StoredStates.NOW);

        assertThat(packet).doesNotContainPattern("(?m)^## .*\n+(## |\\()");
    }
}
