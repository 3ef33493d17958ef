package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import continuity.backbone.KafkaLogin;
import continuity.cli.local.RunFile;
import continuity.contracts.Topics;
import continuity.testkit.KafkaProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The database or the broker is away for longer than any consumer waits by default: what was acknowledged is there
 * afterwards, once, and no service had to be started again.
 */
class OutagesIT {

    private static final boolean LONG = Boolean.getBoolean("long");

    /** A consumer with its usual settings would give up for ever after a minute. */
    private static final Duration WITHOUT_POSTGRES = LONG ? Duration.ofMinutes(10) : Duration.ofSeconds(75);

    /** A producer with our settings gives a message up after two seconds. */
    private static final Duration WITHOUT_KAFKA = LONG ? Duration.ofMinutes(10) : Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static LocalSystem system;
    private static Agent agent;

    @BeforeAll
    static void start() throws IOException {
        system = LocalSystem.start(LocalSystem.directory("outages"));
        agent = new Agent(system);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    @Tag("R93")
    void commandsGoOnWhilePostgresIsAwayAndAreAllInTheTableAfterwards() throws Exception {
        var instance = registered();
        var services = services();
        var acknowledged = new ArrayList<>(List.of(note(instance, "before")));
        awaitStored(instance, 1);

        during("postgres", WITHOUT_POSTGRES, () -> acknowledged.add(note(instance, "while the database is away")));

        awaitStored(instance, acknowledged.size());
        assertThat(stored(instance)).containsExactlyInAnyOrderElementsOf(acknowledged);
        await("state is written again")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> event(instance, "afterwards") == 201);
        assertThat(services()).as("nothing was started again").isEqualTo(services);
    }

    @Test
    @Tag("R93")
    void stateIsWrittenWhileKafkaIsAwayAndToldAfterwards() throws Exception {
        var instance = registered();
        var services = services();
        note(instance, "before");
        awaitStored(instance, 1);
        var prompts = new AtomicInteger();

        during("kafka", WITHOUT_KAFKA, () -> {
            assertThat(event(instance, "prompt " + prompts.incrementAndGet())).isEqualTo(201);
            var refused = agent.post("/api/v1/commands", command(instance, "while the broker is away"));
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        });

        await("whoever follows the events has heard of the last one")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(agent.get("/api/v1/instances/" + instance + "/context")
                                .toString())
                        .contains("prompt " + prompts.get()));
        await("commands are accepted again")
                .atMost(PATIENCE)
                .until(() -> agent.post("/api/v1/commands", command(instance, "afterwards"))
                                .statusCode()
                        == 202);
        assertThat(services()).as("nothing was started again").isEqualTo(services);
    }

    @Test
    @Tag("R92")
    void aTopicThatIsReadOnceMoreChangesNothing() throws Exception {
        var instance = registered();
        event(instance, "the only one");
        note(instance, "the only one");
        awaitStored(instance, 1);
        var before = history();
        var kafka = new KafkaProbe(system.kafka(), system.kafkaLogin(KafkaLogin.SUPERUSER));

        for (var topic : List.of(Topics.INSTANCES, Topics.COMMANDS, Topics.CHECKPOINTS)) {
            for (var record : kafka.read(topic)) {
                kafka.send(topic, record.key(), record.value(), headers(record));
            }
        }
        note(instance, "behind all of them");
        awaitStored(instance, 2);

        assertThat(history()).containsAll(before).hasSize(before.size() + 1).doesNotHaveDuplicates();
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Repeats what must work while a part does not answer at all, for the whole of the outage. */
    private static void during(String part, Duration outage, Action action) throws Exception {
        var processes = Stream.concat(
                        Stream.of(system.process(part)), system.process(part).descendants())
                .toArray(ProcessHandle[]::new);
        var ends = Instant.now().plus(outage);
        try {
            Signals.send("STOP", processes);
            await(part + " is away")
                    .atMost(outage.plus(PATIENCE))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        action.run();
                        return Instant.now().isAfter(ends);
                    });
        } finally {
            Signals.send("CONT", processes);
        }
    }

    private static Map<String, Long> services() {
        return system.parts().stream()
                .collect(Collectors.toMap(
                        RunFile.Running::name, part -> part.process().pid()));
    }

    private static String registered() {
        var answer = agent.post("/api/v1/instances", Map.of("project", "outages", "host_machine", "laptop"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Agent.json(answer).path("instance_id").asText();
    }

    /** @return the id of the command, which was acknowledged */
    private static String note(String instance, String description) {
        var answer = agent.post("/api/v1/commands", command(instance, description));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Agent.json(answer).at("/accepted/0/command_id").asText();
    }

    private static Map<String, Object> command(String instance, String description) {
        return Map.of(
                "instance_id", instance, "command_type", "explicit", "action", "note", "description", description);
    }

    private static int event(String instance, String text) {
        var event = Map.of("instance_id", instance, "event_type", "user_message", "event_data", Map.of("text", text));
        return agent.post("/api/v1/events", event).statusCode();
    }

    private static void awaitStored(String instance, int commands) {
        await("all are in the table")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(stored(instance)).hasSize(commands));
    }

    private static List<String> stored(String instance) throws SQLException {
        return column("SELECT command_id::text FROM command_log.command_log WHERE instance_id = ?", instance);
    }

    /** Every command and event, apart from what the silence of the agents brings. */
    private static List<String> history() throws SQLException {
        return column("""
                SELECT command_id::text FROM command_log.command_log
                 UNION ALL
                SELECT concat_ws(' ', event_id, instance_id, sequence_num, event_data)
                  FROM command_log.event_store
                 WHERE event_type <> ?
                """, "instance_stale");
    }

    private static List<String> column(String query, String argument) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        system.jdbcUrl(), "command_log_owner", system.databasePassword("command_log_owner"));
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, argument);
            try (var rows = statement.executeQuery()) {
                var values = new ArrayList<String>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        return Stream.of(record.headers().toArray())
                .collect(Collectors.toMap(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8)));
    }
}
