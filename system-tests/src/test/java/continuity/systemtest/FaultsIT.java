package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts are killed and the machine sleeps: everything goes on by itself, and nobody is called dead who is not. */
class FaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Longer than a silence that counts as a short pause of the detector, and than the limit of this system. */
    private static final Duration NAP = Boolean.getBoolean("long") ? Duration.ofMinutes(2) : Duration.ofSeconds(35);

    private static LocalSystem system;
    private static Agent agent;

    @BeforeAll
    static void start() throws IOException {
        system = LocalSystem.start(LocalSystem.directory("faults"));
        agent = new Agent(system);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry", "command-log", "checkpoint", "resume", "mission-control", "kafka", "postgres"})
    void aPartThatIsKilledIsStartedAgainAndStatusTells(String part) throws Exception {
        var id = registered();
        var killed = system.process(part);

        killed.destroyForcibly();

        await(part + " is there again and work goes on")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(system.process(part).pid()).isNotEqualTo(killed.pid());
                    assertThat(note(id)).isEqualTo(202);
                    assertThat(agent.get("/api/v1/commands?instance_id=" + id)
                                    .path("total_count")
                                    .asInt())
                            .isPositive();
                });
        assertThat(system.run("status").output().lines().filter(line -> line.startsWith(part + " ")))
                .singleElement()
                .asString()
                .contains("restarted", "ended");
    }

    @Test
    void whatRunsIsTheCopyInTheDataDirectory() {
        var programs = system.data().resolve("app").toString();

        assertThat(Map.of("registry", system.process("registry"), "kafka", system.process("kafka")))
                .allSatisfy((part, process) -> assertThat(process.info().commandLine())
                        .hasValueSatisfying(line -> assertThat(line).contains(programs)));
    }

    @Test
    @Tag("R14")
    void aMachineThatSleepsMakesNobodyStale() throws Exception {
        var id = registered();
        var processes = system.processes().toArray(ProcessHandle[]::new);

        var fellAsleep = lastSweep();
        Signals.send("STOP", processes);
        var wakes = Instant.now().plus(NAP);
        await("the machine sleeps")
                .atMost(NAP.plusSeconds(5))
                .until(() -> Instant.now().isAfter(wakes));
        Signals.send("CONT", processes);

        await("the stale detector looks, before the agent has spoken again")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> lastSweep().isAfter(fellAsleep.plus(NAP.dividedBy(2))));
        var woke = lastSweep();
        await("and twice more, while it speaks")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> heartbeat(id) == 200 && lastSweep().isAfter(woke.plusSeconds(9)));
        assertThat(agent.get("/api/v1/events?event_type=instance_stale&instance_id=" + id)
                        .path("events"))
                .isEmpty();
    }

    /** A registry that was just killed says 503 until it is back. */
    private static String registered() {
        var answer = await("an instance is registered")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(FaultsIT::register, it -> it.statusCode() == 201);
        return Agent.json(answer).path("instance_id").asText();
    }

    private static HttpResponse<String> register() {
        return agent.post("/api/v1/instances", Map.of("project", "faults", "host_machine", "laptop"));
    }

    private static int note(String id) {
        return agent.post("/api/v1/commands", Map.of("instance_id", id, "command_type", "explicit", "action", "note"))
                .statusCode();
    }

    private static int heartbeat(String id) {
        return agent.post("/api/v1/instances/" + id + "/heartbeat", Map.of()).statusCode();
    }

    private static Instant lastSweep() throws SQLException {
        try (var connection = DriverManager.getConnection(
                        system.jdbcUrl(), "registry_owner", system.databasePassword("registry_owner"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT last_sweep_at FROM registry.watch")) {
            assertThat(row.next()).isTrue();
            return row.getTimestamp(1).toInstant();
        }
    }
}
