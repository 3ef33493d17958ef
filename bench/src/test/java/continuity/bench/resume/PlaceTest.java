package continuity.bench.resume;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.bench.resume.desk.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlaceTest {

    private static State state(String path) {
        return new State(
                new TreeMap<>(Map.of(path, "created")),
                null,
                null,
                null,
                new TreeSet<>(List.of(path)),
                new TreeSet<>(),
                null,
                null,
                null,
                List.of());
    }

    @Test
    void aFileLiesWhereTheProjectDoes() {
        assertThat(Place.SAME.here(state("src/a.js"), "shop")).isEqualTo(state("/home/dev/shop/src/a.js"));
        assertThat(Place.WINDOWS.here(state("src/a.js"), "shop")).isEqualTo(state("C:/src/shop/src/a.js"));
        assertThat(Place.UNTOLD.here(state("src/a.js"), "shop")).isEqualTo(state("src/a.js"));
    }

    @Test
    void onlyARelativePathLiesWithinADirectory() {
        assertThat(Place.within("C:\\src\\shop", state("src/a.js"))).isEqualTo(state("C:/src/shop/src/a.js"));
        assertThat(Place.within("/there/shop", state("/home/dev/shop/src/a.js")))
                .isEqualTo(state("/home/dev/shop/src/a.js"));
    }

    @Test
    void theDirectoryIsToldWhereItIsKnown() {
        assertThat(Place.MAC.told("shop"))
                .containsOnly(
                        Map.entry("host_machine", "studio"), Map.entry("working_directory", "/Users/dev/work/shop"));
        assertThat(Place.UNTOLD.told("shop")).containsOnlyKeys("host_machine");
    }
}
