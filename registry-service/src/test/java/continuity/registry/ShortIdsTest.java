package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ShortIdsTest {

    @Test
    @Tag("R1")
    void areSixHexDigits() {
        var ids = new ShortIds(new Random(1));

        assertThat(Stream.generate(ids::next).limit(1000)).allMatch(id -> id.matches("[0-9a-f]{6}"));
    }

    @Test
    @Tag("R5")
    void spreadOverTheWholeRange() {
        var ids = new ShortIds(new Random(1));

        var distinct = Stream.generate(ids::next).limit(10_000).collect(Collectors.toSet());

        assertThat(distinct).hasSizeGreaterThan(9_980); // three collisions are to be expected
    }
}
