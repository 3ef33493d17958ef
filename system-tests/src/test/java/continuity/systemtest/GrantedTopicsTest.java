package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.backbone.KafkaBroker;
import continuity.backbone.TopicDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What services name as their topics, and what {@code deploy/kafka/topics.json} grants them, is the same. */
class GrantedTopicsTest {

    private static final Path HOME = Path.of(System.getProperty("continuity.home", ".."));

    @ParameterizedTest
    @ValueSource(strings = {"registry", "command-log", "checkpoint", "resume"})
    void aServiceUsesTheTopicsThatItMayUse(String service) throws IOException {
        var settings = new Properties();
        var file = HOME.resolve(service + "-service/src/main/resources/application.properties");
        try (var reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        var granted = TopicDefinition.all().stream()
                .filter(topic -> !topic.name().endsWith(".dlq"))
                .filter(topic ->
                        topic.writers().contains(service) || topic.readers().contains(service))
                .map(TopicDefinition::name)
                .toList();

        assertThat(Arrays.asList(settings.getProperty("continuity.topics").split(",")))
                .containsExactlyInAnyOrderElementsOf(granted);
    }

    @Test
    void everyServiceIsAUser() {
        assertThat(KafkaBroker.users())
                .containsExactlyInAnyOrder(
                        "admin", "registry", "command-log", "checkpoint", "resume", "mission-control");
    }
}
