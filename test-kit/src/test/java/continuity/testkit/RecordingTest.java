package continuity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordingTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static List<String> names() {
        return Recording.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyHookHasAJsonBodyAndNoMarkIsLeft(String name) throws Exception {
        var hooks = Recording.load(name);

        assertThat(hooks).isNotEmpty();
        for (var hook : hooks) {
            assertThat(JSON.readTree(hook.body()).isObject()).isTrue();
            assertThat(hook.body()).doesNotContainPattern("\\{\\{[A-Z_]+");
            assertThat(hook.headers()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aBodyWithoutSecretsIsWhatTheClientSent(String name) {
        for (var hook : Recording.load(name)) {
            var sent = Integer.parseInt(hook.headers().getOrDefault("content-length", "0"));
            // curl sends the newline that ends a command hook's input
            if (hook.via().equals("http")
                    && PlantedSecrets.all().values().stream().noneMatch(it -> holds(hook, it))) {
                assertThat(hook.body().getBytes(StandardCharsets.UTF_8)).hasSize(sent);
            }
        }
    }

    @Test
    void everySecretStandsInTheFirstRecordingAsOftenAsItWasPlanted() {
        var all = Recording.load("01-normal-headless").stream()
                .map(hook -> texts(hook.body()))
                .collect(Collectors.joining("\n"));

        assertThat(PlantedSecrets.all()).hasSize(17);
        assertThat(PlantedSecrets.all().values())
                .allSatisfy(secret -> assertThat(all).contains(secret));
        assertThat(occurrences(all, "GITHUB_FINE")).isEqualTo(1);
        assertThat(occurrences(all, "STRIPE_SECRET")).isEqualTo(8);
        assertThat(occurrences(all, "SLACK_BOT")).isEqualTo(16);
        assertThat(occurrences(all, "DB_URL")).isEqualTo(12);
        assertThat(occurrences(all, "PEM")).isEqualTo(4);
    }

    @Test
    void aRecordingPlayedAgainIsAnotherSession() {
        var first = Recording.load("02-normal-interactive-compact-clear");
        var again = Recording.inNewSessions(first);

        assertThat(sessions(again)).hasSize(2).doesNotContainAnyElementsOf(sessions(first));
        assertThat(again).allSatisfy(hook -> assertThat(sessions(first)).noneMatch(old -> holds(hook, old)));
        assertThat(again.stream().map(RecordedHook::event)).containsExactlyElementsOf(events(first));
    }

    @Test
    void aHookCanBeMovedToAGivenSession() {
        var hook = Recording.load("01-normal-headless").getFirst().inSession("mine");

        assertThat(hook.sessionId()).contains("mine");
        assertThat(hook.body()).contains("/mine.jsonl");
    }

    @Test
    void theStatusLineIsRecordedBesideTheHooks() {
        assertThat(Recording.statusLine("07-mcp-elicitation-interactive"))
                .hasSize(20)
                .allSatisfy(hook -> assertThat(hook.via()).isEqualTo("statusline"));
    }

    private static boolean holds(RecordedHook hook, String text) {
        return texts(hook.body()).contains(text) || hook.headers().containsValue(text);
    }

    /** Every string in the document, unescaped. */
    private static String texts(String json) {
        try {
            return join(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String join(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        return node.valueStream().map(RecordingTest::join).collect(Collectors.joining("\n"));
    }

    private static int occurrences(String text, String name) {
        var secret = PlantedSecrets.all().getOrDefault(name, "");
        return (text.length() - text.replace(secret, "").length()) / secret.length();
    }

    private static List<String> sessions(List<RecordedHook> hooks) {
        return hooks.stream()
                .flatMap(hook -> hook.sessionId().stream())
                .distinct()
                .toList();
    }

    private static List<String> events(List<RecordedHook> hooks) {
        return hooks.stream().map(RecordedHook::event).toList();
    }
}
