package continuity.commandlog.command;

import static continuity.commandlog.Api.commandCount;
import static continuity.commandlog.Api.events;
import static continuity.commandlog.Api.freshInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.contracts.CommandLogged;
import continuity.contracts.Topics;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.KafkaProbe;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the topic into the tables, whatever stands in the topic. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class CommandProjectionTest {

    private final KafkaProbe kafka = new KafkaProbe(Backbone.bootstrapServers());

    @Inject
    ObjectMapper json;

    @Inject
    CommandProjection projection;

    @Test
    @Tag("R22")
    void aCommandArrivesOnceWithTheEventsThatFollowFromIt() {
        var instance = freshInstance();
        var command = committing(instance);

        send(command);
        send(command);
        send(committing(instance));

        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(2));
        assertThat(events(instance))
                .extracting(event -> event.get("event_type"))
                .containsExactly(
                        "instance_registered", "tool_result", "commit_created", "tool_result", "commit_created");
        assertThat(events(instance))
                .extracting(event -> event.get("sequence_num"))
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(events(instance).get(2))
                .containsEntry("parent_event_id", events(instance).get(1).get("event_id"))
                .containsEntry("depth", 1);
    }

    @Test
    void theDerivedEventsHangUnderTheToolUse() {
        var instance = freshInstance();
        var toolUse = Api.post("/api/v1/events", Api.event(instance, "tool_use", Map.of("tool_name", "Bash")))
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("event_id");

        send(command(instance, Uuid7.at(Instant.now()), Map.of("parent_event_id", toolUse)));

        await().untilAsserted(() -> assertThat(events(instance)).hasSize(4));
        assertThat(events(instance)).extracting(event -> event.get("depth")).containsExactly(0, 0, 1, 2);
        assertThat(events(instance).subList(1, 4))
                .extracting(event -> event.get("root_event_id"))
                .containsOnly(toolUse);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001 no JSON",
                "{\"command_id\": \"nonsense\"}",
                "{}",
                "[]",
                "{\"command_id\": \"01890000-0000-7000-8000-000000000000\", \"instance_id\": \"odin-PS-000000\","
                        + " \"project\": \"odin\", \"command_type\": \"hook\", \"action\": \"from long ago\","
                        + " \"recorded_at\": \"2023-06-27T00:00:00Z\"}",
            })
    void aPoisonedRecordGoesToTheDeadLettersAndTheNextCommandIsProjected(String poison) {
        var instance = freshInstance();

        kafka.send(Topics.COMMANDS, instance, poison.getBytes(StandardCharsets.UTF_8), Map.of());
        send(committing(instance));

        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(1));
        assertThat(deadLetters(instance)).containsExactly(poison);
    }

    @Test
    void anIdThatBelongsToAnotherInstanceIsADeadLetterAlone() {
        var instance = freshInstance();
        var other = freshInstance();
        var id = Uuid7.at(Instant.now());

        send(command(instance, id, Map.of()));
        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(1));
        send(command(other, id, Map.of()));
        send(committing(other));

        await().untilAsserted(() -> assertThat(commandCount(other)).isEqualTo(1));
        assertThat(deadLetters(other)).hasSize(1);
    }

    @Test
    void aCommandFromBeforeTheOldestPartitionGetsAPartition() {
        var instance = freshInstance();
        var halfAYearAgo = Instant.now().minus(Duration.ofDays(180));

        send(command(instance, Uuid7.at(halfAYearAgo), Map.of()));

        await().untilAsserted(() -> assertThat(commandCount(instance)).isEqualTo(1));
        assertThat(deadLetters(instance)).isEmpty();
        assertThat(events(instance)).hasSize(3);
    }

    @Test
    void eventsAreDerivedBeforeTheTransaction() {
        var instance = freshInstance();
        var inTransaction = new ArrayList<Boolean>();
        var context = new AbstractMap<String, Object>() {
            @Override
            public @Nullable Object get(Object name) {
                inTransaction.add(QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION);
                return null;
            }

            @Override
            public Set<Map.Entry<String, Object>> entrySet() {
                return Set.of();
            }
        };

        projection.project(List.of(command(instance, Uuid7.at(Instant.now()), context)));

        assertThat(inTransaction).isNotEmpty().containsOnly(false);
        assertThat(events(instance)).hasSize(3);
    }

    @Test
    void theFeedTellsEveryEventInOrder() {
        var instance = freshInstance();

        for (int i = 0; i < 10; i++) {
            send(committing(instance));
        }

        await().untilAsserted(() -> assertThat(published(instance)).hasSize(21));
        assertThat(published(instance))
                .isEqualTo(events(instance).stream()
                        .map(event -> event.get("event_id"))
                        .toList());
    }

    private List<String> published(String instance) {
        return kafka.read(Topics.EVENTS).stream()
                .filter(record -> instance.equals(record.key()))
                .map(record -> KafkaProbe.header(record, "ce_id").orElse(""))
                .toList();
    }

    private List<String> deadLetters(String instance) {
        return kafka.read(Topics.deadLetters(Topics.COMMANDS)).stream()
                .filter(record -> instance.equals(record.key()))
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static CommandLogged committing(String instance) {
        return command(instance, Uuid7.at(Instant.now()), Map.of());
    }

    private static CommandLogged command(String instance, UUID id, Map<String, Object> context) {
        return new CommandLogged(
                id,
                instance,
                "odin",
                "laptop",
                1,
                "hook",
                "bash",
                null,
                "Bash",
                Map.of("command", "git commit -m 'Add cart'"),
                Map.of("stdout", "[main 595f8a6] Add cart"),
                null,
                true,
                12L,
                List.of(),
                context,
                null,
                Instant.now());
    }

    private void send(CommandLogged command) {
        try {
            kafka.send(Topics.COMMANDS, command.instanceId(), json.writeValueAsBytes(command), Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
