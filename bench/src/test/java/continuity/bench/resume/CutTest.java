package continuity.bench.resume;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.bench.resume.desk.Played;
import continuity.bench.resume.desk.State;
import continuity.bench.resume.desk.Step;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutTest {

    private static final State NOTHING =
            new State(new TreeMap<>(), null, null, null, new TreeSet<>(), new TreeSet<>(), null, null, null, List.of());

    private static Played story(int count, int checkpoint) {
        return new Played(
                "",
                "",
                IntStream.range(0, count)
                        .mapToObj(i -> new Step("", 1, List.of(), NOTHING, i == checkpoint))
                        .toList());
    }

    @Test
    void theSameSeedMakesTheSameCuts() {
        var story = story(20, -1);

        assertThat(Cut.of(story, 4, new Random(7))).isEqualTo(Cut.of(story, 4, new Random(7)));
    }

    @Test
    void everySecondCutHasACheckpointBeforeIt() {
        var cuts = Cut.of(story(20, -1), 4, new Random(7));

        assertThat(cuts).extracting(cut -> cut.checkpointed().isPresent()).containsExactly(false, true, false, true);
        assertThat(cuts).extracting(Cut::last).doesNotHaveDuplicates();
        assertThat(cuts).allMatch(cut -> cut.checkpointed().orElse(0) <= cut.last());
    }

    @Test
    void theNewestCheckpointCountsWhoeverMadeIt() {
        var story = story(20, 8);

        assertThat(new Cut(story, 7, OptionalInt.empty(), false).sinceCheckpoint())
                .isEmpty();
        assertThat(new Cut(story, 10, OptionalInt.empty(), false).sinceCheckpoint())
                .hasValue(2);
        assertThat(new Cut(story, 10, OptionalInt.of(9), false).sinceCheckpoint())
                .hasValue(1);
        assertThat(new Cut(story, 10, OptionalInt.of(3), false).sinceCheckpoint())
                .hasValue(2);
    }
}
