package continuity.bench.resume.story;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.bench.resume.desk.ClientSettings;
import continuity.bench.resume.desk.Story;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoriesTest {

    private static final ClientSettings SETTINGS = ClientSettings.published(Path.of(".."));

    static List<Story> stories() {
        return Stories.all();
    }

    @Test
    void areManyAndOfManyKinds() {
        assertThat(stories())
                .hasSizeGreaterThanOrEqualTo(60)
                .extracting(Story::name)
                .doesNotHaveDuplicates();
        assertThat(stories().stream().map(Story::kind).distinct()).hasSizeGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void goesAsTold(Story story) {
        var steps = story.play(SETTINGS).steps();

        assertThat(steps).hasSizeGreaterThanOrEqualTo(3);
        assertThat(steps.getLast().truth().goal()).isNotNull();
    }
}
