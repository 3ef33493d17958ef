package continuity.resume.fold;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.WorkState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The law of the fold: whatever the order, however often repeated, in however many parts, the same records give the
 * same evidence and the same work state.
 */
class FoldPropertiesTest {

    private static LongStream seeds() {
        return new Random(20261120).longs(250);
    }

    private static Evidence fold(List<Evidence> readings) {
        return readings.stream().reduce(Evidence.NONE, Evidence::join);
    }

    private static WorkState view(Evidence evidence) {
        return evidence.workState(Records.ID, Records.START);
    }

    /** Mostly short histories, some longer than every limit. */
    private static List<Evidence> history(long seed) {
        var random = new Random(seed);
        return new RandomRecords(seed).readings(random.nextInt(25) == 0 ? 600 : random.nextInt(90));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R24")
    void orderAndRepeatsDoNotMatter(long seed) {
        var history = history(seed);
        var disturbed = new ArrayList<>(history);
        history.stream().filter(reading -> reading.hashCode() % 3 == 0).forEach(disturbed::add);
        Collections.shuffle(disturbed, new Random(seed));

        var inOrder = fold(history);
        var outOfOrder = fold(disturbed);

        assertThat(outOfOrder).isEqualTo(inOrder);
        assertThat(view(outOfOrder)).isEqualTo(view(inOrder));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void partsThatOverlapCanBeFoldedApartAndJoined(long seed) {
        var history = history(seed);
        var random = new Random(seed);
        var parts = new ArrayList<Evidence>();
        for (int i = 0; i < 4; i++) {
            parts.add(fold(
                    history.stream().filter(reading -> random.nextInt(3) > 0).toList()));
        }
        parts.add(fold(history));
        Collections.shuffle(parts, random);

        assertThat(fold(parts)).isEqualTo(fold(history));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void joiningIsIdempotentCommutativeAndAssociative(long seed) {
        var a = fold(history(seed));
        var b = fold(history(seed + 1));
        var c = fold(history(seed + 2));

        assertThat(a.join(a)).isEqualTo(a);
        assertThat(a.join(Evidence.NONE)).isEqualTo(a);
        assertThat(a.join(b)).isEqualTo(b.join(a));
        assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameHoldsForWhatIsInherited(long seed) {
        var own = fold(history(seed));
        var parent = fold(history(seed + 1)).inheritedFrom("shop-PS-000001");
        var grandparent = fold(history(seed + 2)).inheritedFrom("shop-PS-000002");

        assertThat(own.join(parent).join(grandparent))
                .isEqualTo(grandparent.join(own).join(parent));
    }

    private static LongStream aFewSeeds() {
        return seeds().limit(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("aFewSeeds")
    @Tag("R44")
    void nothingGrowsBeyondItsLimit(long seed) {
        var evidence = fold(new RandomRecords(seed).readings(2_000));
        var state = view(evidence);

        assertThat(state.files()).hasSizeLessThanOrEqualTo(WorkState.MAX_FILES);
        assertThat(state.lastCommands()).hasSize(WorkState.MAX_COMMANDS);
        assertThat(evidence.repository().touches().items()).hasSizeLessThanOrEqualTo(Repository.MAX_TOUCHES);
        assertThat(evidence.repository().commits().byKey()).hasSizeLessThanOrEqualTo(Repository.MAX_COMMITS);
        assertThat(evidence.repository().shown().byKey()).hasSizeLessThanOrEqualTo(Repository.MAX_SHOWN);
        assertThat(evidence.repository().appeared().byKey()).hasSizeLessThanOrEqualTo(Repository.MAX_SHOWN);
        assertThat(evidence.repository().atHeads().byKey()).hasSize(Repository.MAX_HEADS);
        assertThat(evidence.repository().places().byKey()).hasSizeLessThanOrEqualTo(Repository.MAX_PLACES);
        assertThat(evidence.toolCalls().began().byKey()).hasSizeLessThanOrEqualTo(ToolCalls.MAX_BEGAN);
        assertThat(evidence.toolCalls().ended().byKey()).hasSizeLessThanOrEqualTo(ToolCalls.MAX_ENDED);
        assertThat(evidence.toolCalls().outcomes().byKey()).hasSizeLessThanOrEqualTo(ToolCalls.MAX_OUTCOMES);
    }
}
