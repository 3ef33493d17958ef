package continuity.cli.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who works where on what, and how it goes: the resource {@code demo/fleet.json}. */
record Scenario(List<Agent> agents) {

    /**
     * One agent, which begins a new session whenever the last one has ended.
     *
     * @param directory its last part is the project
     * @param fromPrompt the prompt, or its beginning, with which the work begins; null for the first one
     * @param pace between two prompts or tool calls, on average
     * @param context null without a status line
     * @param pause null if nothing interrupts it
     * @param rests between two sessions
     * @param words of the recording, and what stands for them here
     */
    record Agent(
            String machine,
            String directory,
            String recording,
            @Nullable String fromPrompt,
            Duration startsAfter,
            Duration pace,
            Duration rests,
            @Nullable Context context,
            @Nullable Pause pause,
            Map<String, String> words) {

        Agent {
            words = words == null ? Map.of() : Map.copyOf(words);
        }
    }

    /** How the context window fills, in percent. */
    record Context(int from, int perCall) {}

    /**
     * The work stands still.
     *
     * @param after hook event before the pause
     * @param occurrence which of these events, from 1
     * @param silent true if the client was killed: no status line either, and the session is resumed afterwards
     */
    record Pause(String after, int occurrence, boolean silent, Duration lasts) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new JavaTimeModule())
            .build();

    Scenario {
        agents = List.copyOf(agents);
    }

    static Scenario read() {
        try (var file = Scenario.class.getResourceAsStream("/demo/fleet.json")) {
            return JSON.readValue(Objects.requireNonNull(file, "fleet.json"), Scenario.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
