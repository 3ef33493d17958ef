package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two sessions want the same work at the same moment. */
@OnSharedSystem
class SimultaneousResumesIT {

    private static final int ROUNDS = 100;

    private final Agent agent;

    SimultaneousResumesIT(LocalSystem system) {
        this.agent = new Agent(system);
    }

    /** One of the two, and what it was told. */
    private record Attempt(String session, HttpResponse<String> answer) {

        boolean won() {
            return answer.statusCode() == 200;
        }

        JsonNode body() {
            return Agent.json(answer);
        }
    }

    @Test
    @Tag("R53")
    void exactlyOneWinsEachTimeAndTheOtherIsToldWho() throws Exception {
        var winners = new HashSet<String>();
        for (var round = 0; round < ROUNDS; round++) {
            var old = ended("race-" + round);

            var attempts = twoAtOnce(old);

            var won = attempts.stream().filter(Attempt::won).toList();
            var lost = attempts.stream().filter(attempt -> !attempt.won()).toList();
            assertThat(won).as("round %d: %s", round, attempts).hasSize(1);
            var winner = won.getFirst();
            var loser = lost.getFirst();
            var winnersId = winner.body().path("instance_id").asText();
            assertThat(loser.answer().statusCode()).isEqualTo(409);
            assertThat(loser.body().path("code").asText()).isIn("already_claimed", "instance_superseded");
            assertThat(loser.answer().body()).contains(winnersId);
            winners.add(winnersId);
            asksAgain(old, winner);
        }
        assertThat(winners).hasSize(ROUNDS);
    }

    private String ended(String session) {
        var registered = agent.post(
                "/api/v1/instances",
                Map.of(
                        "project",
                        "race",
                        "client",
                        "claude-code",
                        "client_session_id",
                        session + UUID.randomUUID(),
                        "working_directory",
                        "/home/dev/shop"));
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        var id = Agent.json(registered).path("instance_id").asText();
        assertThat(agent.post("/api/v1/instances/%s/close".formatted(id), Map.of("reason", "logout"))
                        .statusCode())
                .isEqualTo(200);
        await().atMost(ServiceClient.PATIENCE)
                .until(() -> agent.get("/api/v1/resume/candidates?include_closed=true&hint=" + id)
                        .at("/matches/0/status")
                        .asText()
                        .equals("closed"));
        return id;
    }

    private List<Attempt> twoAtOnce(String old) throws Exception {
        var start = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Attempt> attempt = () -> {
                var session = UUID.randomUUID().toString();
                start.await();
                return new Attempt(session, resume(old, session));
            };
            var both = Stream.of(attempt, attempt).map(threads::submit).toList();
            return List.of(both.getFirst().get(), both.getLast().get());
        }
    }

    private HttpResponse<String> resume(String old, String session) {
        return agent.post("/api/v1/resume", Map.of("hint", old, "client", "claude-code", "client_session_id", session));
    }

    /** The ages in it have grown, the statements are the same. */
    private void asksAgain(String old, Attempt winner) {
        var again = resume(old, winner.session());

        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        for (var field : List.of("instance_id", "resumed_from", "summary", "next_steps", "evidence")) {
            assertThat(Agent.json(again).path(field))
                    .as(field)
                    .isEqualTo(winner.body().path(field));
        }
    }
}
