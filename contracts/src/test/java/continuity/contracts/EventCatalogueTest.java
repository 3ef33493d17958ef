package continuity.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCatalogueTest {

    @Test
    @Tag("R31")
    @Tag("R37")
    void hasTwentyNineTypesForEveryoneAndOursLast() {
        var ofEveryone = EventCatalogue.all().stream()
                .filter(type -> !type.category().equals("system"))
                .toList();

        assertThat(ofEveryone).hasSize(29);
        assertThat(EventCatalogue.all().subList(0, 29)).isEqualTo(ofEveryone);
        assertThat(ofEveryone.stream().collect(Collectors.groupingBy(EventType::category, Collectors.counting())))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "instance",
                        3L,
                        "epic",
                        3L,
                        "testing",
                        5L,
                        "git",
                        3L,
                        "deployment",
                        3L,
                        "work_state",
                        3L,
                        "planning",
                        3L,
                        "lineage",
                        6L));
        assertThat(EventCatalogue.all()).extracting(EventType::name).doesNotHaveDuplicates();
    }

    @Test
    @Tag("R37")
    void everyTypeNamesItsFieldsOnce() {
        for (var type : EventCatalogue.all()) {
            var fields = new ArrayList<>(type.required());
            fields.addAll(type.optional());

            assertThat(type.required()).as(type.name()).isNotEmpty();
            assertThat(fields).as(type.name()).doesNotHaveDuplicates().allMatch(field -> field.matches("[a-z_]+"));
        }
    }

    @ParameterizedTest
    @Tag("R31")
    @CsvSource({
        "commit, commit_created",
        "spawn, task_spawned",
        "deploy, deployment_started",
        "deploy_complete, deployment_completed",
        "deployment_done, deployment_completed",
        "epic_start, epic_started",
        "epic_completed, epic_completed",
        "turn_ended, turn_ended"
    })
    void aNameOrAliasFindsItsType(String given, String name) {
        assertThat(EventCatalogue.find(given).map(EventType::name)).contains(name);
    }

    @Test
    @Tag("R31")
    void anUnknownTypeIsNotFound() {
        assertThat(EventCatalogue.find("lunch_eaten")).isEmpty();
        assertThat(EventCatalogue.find("Commit")).isEmpty();
        assertThat(EventCatalogue.find("")).isEmpty();
    }

    @Test
    @Tag("R31")
    void missingFieldsAreNamedInOrder() {
        var data = new HashMap<String, Object>();
        data.put("pr_url", "https://example.com/pr/7");
        data.put("title", null);

        assertThat(EventCatalogue.missing(type("pr_created"), data)).containsExactly("pr_number", "title");
        assertThat(EventCatalogue.missing(type("tool_result"), Map.of("tool_name", "Bash", "success", false)))
                .isEmpty();
    }

    @Test
    @Tag("R31")
    void valuesOutsideTheirListAreNamed() {
        var deployment = type("deployment_completed");

        assertThat(EventCatalogue.notPermitted(
                        deployment, Map.of("environment", "staging", "health_status", "degraded")))
                .isEmpty();
        assertThat(EventCatalogue.notPermitted(deployment, Map.of("environment", "moon", "health_status", 1)))
                .containsExactly("environment", "health_status");
    }

    @Test
    @Tag("R31")
    void complexityIsOneToFive() {
        var planned = type("epic_planned");

        assertThat(List.of(1, 5))
                .allMatch(value -> EventCatalogue.notPermitted(planned, Map.of("complexity", value))
                        .isEmpty());
        assertThat(List.of(0, 6, 2.5, "3"))
                .noneMatch(value -> EventCatalogue.notPermitted(planned, Map.of("complexity", value))
                        .isEmpty());
    }

    @Test
    void aFieldThatATypeDoesNotKnowMayHoldAnything() {
        assertThat(EventCatalogue.notPermitted(type("tool_use"), Map.of("environment", "dev", "priority", 9)))
                .isEmpty();
    }

    private static EventType type(String name) {
        return EventCatalogue.find(name).orElseThrow();
    }
}
