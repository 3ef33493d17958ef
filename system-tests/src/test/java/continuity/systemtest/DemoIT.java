package continuity.systemtest;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code ./continuity up --demo} as a newcomer sees it. */
class DemoIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static String[] options;
    private static LocalSystem system;
    private static Agent api;

    @BeforeAll
    static void start() throws IOException {
        var data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "demo ");
        options = new String[] {"--demo", "--data", data.toString()};
        system = LocalSystem.start(data, options);
        api = new Agent(system);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void soonThereAreAgentsAtWorkGoneFinishedAndWaitingForTheirUsers() {
        await("every state that an agent can be in").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(statuses()).contains("active", "stale", "closed");
            assertThat(system.run("list").output()).contains("needs input", "odin3", "thor-laptop", "freya");
        });
        await("a checkpoint at 80 %")
                .atMost(PATIENCE)
                .until(() -> !api.get("/api/v1/checkpoints").path("checkpoints").isEmpty());
    }

    @Test
    @Tag("R27")
    void noSecretOfTheRecordingsShows() throws Exception {
        var formats = secretFormats();
        await("secrets that were removed")
                .atMost(PATIENCE)
                .until(() -> api.get("/api/v1/commands?limit=1000").toString().contains("[REDACTED:openai_key"));

        for (var id : ids()) {
            assertNone(formats, system.run("show", id).output());
            assertNone(
                    formats,
                    api.get("/api/v1/events?limit=1000&instance_id=" + id).toString());
        }
        assertNone(formats, api.get("/api/v1/commands?limit=1000").toString());
    }

    @Test
    void eachStartBeginsAnew() throws Exception {
        await("agents").atMost(PATIENCE).until(() -> !ids().isEmpty());
        var before = ids();

        system.restart(options);

        await("agents").atMost(PATIENCE).until(() -> !ids().isEmpty());
        assertThat(ids()).doesNotContainAnyElementsOf(before);
    }

    private static void assertNone(Map<String, Pattern> formats, String text) {
        formats.forEach((name, format) ->
                assertThat(format.matcher(text).results()).as(name).isEmpty());
    }

    /** Without the one that has no form of its own: any long path would be taken for it. */
    private static Map<String, Pattern> secretFormats() throws IOException {
        var formats = new Properties();
        try (var file = DemoIT.class.getResourceAsStream("/demo/secrets.properties")) {
            formats.load(file);
        }
        assertThat(formats.remove("AWS_SECRET_ACCESS_KEY")).isNotNull();
        return formats.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> Pattern.compile(formats.getProperty(name))));
    }

    private static Set<String> statuses() {
        return instances("status");
    }

    private static Set<String> ids() {
        return instances("instance_id");
    }

    private static Set<String> instances(String field) {
        return api.get("/api/v1/instances")
                .path("instances")
                .valueStream()
                .map(instance -> instance.path(field).asText())
                .collect(toSet());
    }
}
