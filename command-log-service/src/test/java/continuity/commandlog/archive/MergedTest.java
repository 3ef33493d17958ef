package continuity.commandlog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MergedTest {

    @Test
    void allRecordsOfBothComeOnceInOrderWithoutThoseOfThePurged() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 200; round++) {
            var left = some(random);
            var right = some(random);
            var expected = new TreeSet<>(left);
            expected.addAll(right);
            expected.removeIf(id -> instanceOf(id).equals("odin-PS-000003"));

            var merged = new ArrayList<String>();
            new Merged(records(left), records(right), Set.of("odin-PS-000003"))
                    .forEachRemaining(record -> merged.add(record.id()));

            assertThat(merged).as("seed %d", seed).containsExactlyElementsOf(expected);
        }
    }

    private static SortedSet<String> some(Random random) {
        var ids = new TreeSet<String>();
        IntStream.range(0, random.nextInt(30)).forEach(_ -> ids.add("%04x".formatted(random.nextInt(60))));
        return ids;
    }

    private static Iterator<ArchivedRecord> records(SortedSet<String> ids) {
        return List.copyOf(ids).stream()
                .map(id -> new ArchivedRecord(id, instanceOf(id), "{}"))
                .iterator();
    }

    private static String instanceOf(String id) {
        return "odin-PS-00000" + Integer.parseInt(id, 16) % 5;
    }
}
