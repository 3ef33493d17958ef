package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.contracts.Uuid7;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was acknowledged is there, once, whatever is killed. */
@OnSharedSystem
class DurabilityIT {

    private static final int COMMANDS = 2_000;
    private static final int EMITTERS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalSystem system;
    private final Agent agent;

    DurabilityIT(LocalSystem system) {
        this.system = system;
        this.agent = new Agent(system);
    }

    @Test
    @Tag("R92")
    void acknowledgedCommandsSurviveTheKillOfTheirServiceAndAreThereOnce() throws Exception {
        var instance = register("durable");
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var victim = system.process("command-log");

        try (var senders = Executors.newFixedThreadPool(8)) {
            var sending = IntStream.range(0, COMMANDS)
                    .mapToObj(n -> senders.submit(() -> {
                        if (n == COMMANDS / 2) {
                            victim.destroyForcibly();
                        }
                        acknowledged.add(sendUntilAccepted(instance, n));
                    }))
                    .toList();
            for (var sent : sending) {
                sent.get();
            }
        }

        assertThat(victim.isAlive()).isFalse();
        assertThat(acknowledged).hasSize(COMMANDS).doesNotHaveDuplicates();
        await("all are projected").atMost(PATIENCE).until(() -> stored(instance) >= COMMANDS);
        assertThat(commandIds(instance)).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    @Test
    @Tag("R32")
    void sequenceOfOneInstanceHasNoGapUnderTwentyEmitters() throws Exception {
        var instance = register("sequence");
        var perEmitter = 10;

        try (var emitters = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, EMITTERS)
                    .<Callable<Void>>mapToObj(emitter -> () -> {
                        for (int n = 0; n < perEmitter; n++) {
                            var text = "emitter " + emitter + " says " + n;
                            var answer = agent.post(
                                    "/api/v1/events",
                                    Map.of(
                                            "instance_id",
                                            instance,
                                            "event_type",
                                            "user_message",
                                            "event_data",
                                            Map.of("text", text)));
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                        }
                        return null;
                    })
                    .toList();
            for (var done : emitters.invokeAll(tasks)) {
                done.get();
            }
        }

        var events =
                agent.get("/api/v1/events?limit=1000&instance_id=" + instance).path("events");
        var sequence =
                stream(events).map(event -> event.path("sequence_num").asLong()).toList();
        assertThat(sequence.size()).isGreaterThan(EMITTERS * perEmitter); // and the registration
        assertThat(sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, sequence.size()).boxed().toList());
    }

    private String register(String project) {
        var answer = agent.post("/api/v1/instances", Map.of("project", project, "host_machine", "laptop"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Agent.json(answer).path("instance_id").asText();
    }

    /** A 503, or no answer at all, means "unknown: repeat with the same id". */
    private String sendUntilAccepted(String instance, int n) {
        var id = Uuid7.at(Instant.now()).toString();
        var command = Map.of(
                "instance_id",
                instance,
                "command_id",
                id,
                "command_type",
                "explicit",
                "action",
                "note",
                "description",
                "command " + n);
        await("command " + n + " is accepted")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .until(() -> accepted(agent.post("/api/v1/commands", command)));
        return id;
    }

    private static boolean accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isIn(202, 502, 503, 504);
        return answer.statusCode() == 202;
    }

    private long stored(String instance) {
        return agent.get("/api/v1/commands?limit=1&instance_id=" + instance)
                .path("total_count")
                .asLong();
    }

    private List<String> commandIds(String instance) {
        var ids = new ArrayList<String>();
        var cursor = "";
        do {
            var page = agent.get("/api/v1/commands?limit=1000&instance_id=" + instance + cursor);
            stream(page.path("commands"))
                    .forEach(command -> ids.add(command.path("command_id").asText()));
            cursor = page.path("next_cursor").isTextual()
                    ? "&cursor=" + page.path("next_cursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
