package continuity.commandlog.derive;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.EventCatalogue;
import continuity.contracts.Uuid7;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedEventsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-normal-headless",
                "02-normal-interactive-compact-clear",
                "09-errors-and-variants-command-hooks"
            })
    void everyFinishedCallHasOneOutcomeAndEveryEventItsRequiredFields(String recording) {
        for (var command : Commands.recorded(recording)) {
            var events = DerivedEvents.of(command);

            assertThat(events)
                    .filteredOn(event -> event.eventType().equals("tool_result")
                            || event.eventType().equals("error"))
                    .hasSize(1);
            assertThat(events).allSatisfy(event -> {
                var type = EventCatalogue.find(event.eventType()).orElseThrow();
                assertThat(EventCatalogue.missing(type, event.eventData())).isEmpty();
                assertThat(EventCatalogue.violations(type, event.eventData())).isEmpty();
            });
        }
    }

    @Test
    void recordedSpawnsNameTheAgent() {
        var spawns = Commands.recorded("01-normal-headless").stream()
                .flatMap(command -> SpawnRule.find(command).stream().filter(_ -> "Agent".equals(command.toolName())))
                .toList();

        assertThat(spawns)
                .extracting(spawn -> spawn.eventData().get("subagent_type") + " "
                        + spawn.eventData().get("task_id"))
                .containsExactly("Explore a0b5215d7ff0dd5c4", "general-purpose a948b3cafcc130fc8");
    }

    @Test
    void theSameCommandGivesTheSameEvents() {
        var command = Commands.bash("git commit -m x && npm test", "[main 595f8a6] x\n# pass 1\n# fail 0");

        var events = DerivedEvents.of(command);

        assertThat(events)
                .isEqualTo(DerivedEvents.of(command))
                .extracting(DerivedEvent::eventType)
                .containsExactly("tool_result", "commit_created", "test_passed");
        assertThat(events).extracting(DerivedEvent::eventId).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(event -> Uuid7.timeOf(event.eventId()))
                .containsOnly(Uuid7.timeOf(command.commandId()));
    }

    @Test
    void causesFormAChainFromTheToolUseDown() {
        var toolUse = UUID.randomUUID();
        var command = Commands.command(
                "Bash",
                Map.of("command", "git commit -m x"),
                Map.of("stdout", "[main 595f8a6] x"),
                null,
                true,
                5L,
                Map.of("parent_event_id", toolUse.toString()));

        var events = DerivedEvents.of(command);

        assertThat(events.getFirst().parentEventId()).isEqualTo(toolUse);
        assertThat(events.getLast().parentEventId()).isEqualTo(events.getFirst().eventId());
    }

    @Test
    void aFailureTellsWhatFailed() {
        var events =
                DerivedEvents.of(Commands.failedBash("curl http://127.0.0.1:9", "Exit code 7\n" + "x".repeat(900)));

        assertThat(events).hasSize(1);
        assertThat(events.getFirst().eventType()).isEqualTo("error");
        assertThat(events.getFirst().eventData())
                .containsEntry("error_type", "tool_failure")
                .containsEntry("tool_name", "Bash")
                .containsEntry("target", "curl http://127.0.0.1:9")
                .hasEntrySatisfying(
                        "message",
                        message -> assertThat((String) message)
                                .startsWith("Exit code 7")
                                .hasSize(500));
    }

    @Test
    void anUnknownOutcomeIsNotGuessed() {
        var command = Commands.command("Read", Map.of(), null, null, null);

        assertThat(DerivedEvents.of(command)).isEmpty();
    }

    @Test
    void aParentThatIsNoIdIsIgnored() {
        var command = Commands.command("Read", Map.of(), null, null, true, null, Map.of("parent_event_id", "toolu_01"));

        assertThat(DerivedEvents.of(command).getFirst().parentEventId()).isNull();
    }
}
