package continuity.commandlog.event;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.EventAppended;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LineageTest {

    @Test
    @Tag("R40")
    void childrenStandUnderTheirParentsInOrder() {
        var root = History.said(1, null);
        var first = History.said(2, root);
        var second = History.said(3, root);
        var grandchild = History.said(4, first);
        var history = List.of(root, first, second, grandchild);

        var lineage = Lineage.of(root, 10, History.childrenIn(history));

        assertThat(lineage.tree())
                .isEqualTo(new Lineage.Node(
                        root,
                        List.of(
                                new Lineage.Node(first, List.of(new Lineage.Node(grandchild, List.of()))),
                                new Lineage.Node(second, List.of()))));
        assertThat(lineage.count()).isEqualTo(4);
        assertThat(lineage.truncated()).isFalse();
    }

    @Test
    @Tag("R40")
    void tellsThatItGoesDeeperThanWasAsked() {
        var history = line(4);

        var whole = Lineage.of(history.getFirst(), 3, History.childrenIn(history));
        var cut = Lineage.of(history.getFirst(), 2, History.childrenIn(history));
        var itself = Lineage.of(history.getFirst(), 0, History.childrenIn(history));

        assertThat(whole).extracting(Lineage::count, Lineage::truncated).containsExactly(4, false);
        assertThat(cut).extracting(Lineage::count, Lineage::truncated).containsExactly(3, true);
        assertThat(itself).extracting(Lineage::count, Lineage::truncated).containsExactly(1, true);
    }

    @Test
    @Tag("R40")
    void holdsAThousandEventsAndTellsThatThereAreMore() {
        var history = new ArrayList<>(List.of(History.said(1, null)));
        for (int i = 2; i <= Lineage.MAX_COUNT; i++) {
            history.add(History.said(i, history.getFirst()));
        }

        var full = Lineage.of(history.getFirst(), 10, History.childrenIn(history));
        history.add(History.said(1001, history.getFirst()));
        var overfull = Lineage.of(history.getFirst(), 10, History.childrenIn(history));

        assertThat(full).extracting(Lineage::count, Lineage::truncated).containsExactly(Lineage.MAX_COUNT, false);
        assertThat(overfull).extracting(Lineage::count, Lineage::truncated).containsExactly(Lineage.MAX_COUNT, true);
        assertThat(overfull.tree().children().getLast().event().sequenceNum()).isEqualTo(1000);
    }

    @Test
    @Tag("R40")
    void goesNoDeeperWhenItsEventsAreLarge() {
        var history = line(20);

        var lineage = Lineage.of(history.getFirst(), 50, History.childrenIn(history, 1_000_000));

        assertThat(lineage).extracting(Lineage::count, Lineage::truncated).containsExactly(6, true);
    }

    static LongStream seeds() {
        return History.seeds(200);
    }

    /** An event is in the tree exactly if the way up from it meets the top within the depth that was asked for. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R40")
    void holdsExactlyWhatDescendsFromTheTop(long seed) {
        var random = new Random(seed);
        var history = History.forest(random, 1 + random.nextInt(300));
        var top = history.get(random.nextInt(history.size()));
        var maxDepth = random.nextInt(12);

        var lineage = Lineage.of(top, maxDepth, History.childrenIn(history));

        var descendants = history.stream()
                .filter(event -> History.upwards(history, event).contains(top))
                .toList();
        var near = descendants.stream()
                .filter(event -> event.depth() - top.depth() <= maxDepth)
                .collect(Collectors.toSet());
        assertThat(flat(lineage.tree())).containsExactlyInAnyOrderElementsOf(near);
        assertThat(lineage.count()).isEqualTo(near.size());
        assertThat(lineage.truncated()).isEqualTo(near.size() < descendants.size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R40")
    void aChainEndsWithItsEventAndEachLinkIsTheCauseOfTheNext(long seed) {
        var random = new Random(seed);
        var history = History.forest(random, 1 + random.nextInt(100));
        var event = history.get(random.nextInt(history.size()));
        var upwards = History.upwards(history, event);
        var known = 1 + random.nextInt(upwards.size());

        var chain = EventChain.of(upwards.subList(0, known));

        assertThat(chain.chain()).hasSize(known).last().isEqualTo(event);
        for (int i = 1; i < known; i++) {
            assertThat(chain.chain().get(i).parentEventId())
                    .isEqualTo(chain.chain().get(i - 1).eventId());
        }
        assertThat(chain.missingBefore()).isEqualTo(event.depth() + 1 - known);
        assertThat(chain.truncated()).isEqualTo(known <= event.depth());
    }

    private static List<EventAppended> flat(Lineage.Node node) {
        var events = new ArrayList<>(List.of(node.event()));
        node.children().forEach(child -> events.addAll(flat(child)));
        return events;
    }

    private static List<EventAppended> line(int length) {
        var line = new ArrayList<>(List.of(History.said(1, null)));
        for (int i = 2; i <= length; i++) {
            line.add(History.said(i, line.getLast()));
        }
        return line;
    }
}
