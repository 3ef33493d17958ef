package continuity.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    void everyFieldHasARule() {
        for (var type : EventCatalogue.all()) {
            if (!type.category().equals("system")) {
                assertThat(EventCatalogue.fields().keySet()).as(type.name()).containsAll(type.fields());
            }
        }
    }

    @Test
    @Tag("R31")
    void valuesOutsideTheirListAreNamed() {
        var deployment = type("deployment_completed");

        assertThat(EventCatalogue.violations(deployment, Map.of("environment", "staging", "health_status", "degraded")))
                .isEmpty();
        assertThat(EventCatalogue.violations(deployment, Map.of("environment", "moon", "health_status", 1)))
                .isEqualTo(Map.of(
                        "environment",
                        "must be one of local, staging, production",
                        "health_status",
                        "must be one of healthy, degraded, unhealthy"));
    }

    @ParameterizedTest
    @Tag("R31")
    @MethodSource("values")
    void everyKindOfFieldHasItsLimits(String type, String field, List<Object> good, List<Object> bad) {
        assertThat(good)
                .allMatch(value -> EventCatalogue.violations(type(type), Map.of(field, value))
                        .isEmpty());
        assertThat(bad)
                .allMatch(value -> EventCatalogue.violations(type(type), Map.of(field, value))
                        .containsKey(field));
    }

    static List<Arguments> values() {
        var huge = new BigInteger("9".repeat(30));
        return List.of(
                arguments("epic_planned", "complexity", List.of(1, 5, 3L), List.of(0, 6, 2.5, "3")),
                arguments("test_passed", "coverage_percent", List.of(0, 100, 81.5), List.of(-1, 100.1, "81 %")),
                arguments("test_passed", "passed_count", List.of(0, 7L, 2.0, huge), List.of(-1, 0.5, "7", true)),
                arguments("tool_result", "duration_ms", List.of(0, 0.5), List.of(-0.1, "12", Double.NaN)),
                arguments("tool_result", "success", List.of(true, false), List.of(1, "true")),
                arguments("epic_completed", "tests_passed", List.of(12, true), List.of("all", -1)),
                arguments("epic_completed", "files_changed", List.of(3, List.of("a")), List.of("a", -3)),
                arguments("epic_failed", "epic_id", List.of("003", 3), List.of(true, List.of("003"))),
                arguments("deployment_started", "port", List.of(1, 65_535), List.of(0, 65_536, "http")),
                arguments("feature_requested", "priority", List.of("low", "critical"), List.of("urgent", "LOW")),
                arguments("user_message", "text", List.of("", "hello"), List.of(1, Map.of())));
    }

    @Test
    void nullIsNoValue() {
        var data = new HashMap<String, Object>();
        data.put("environment", null);

        assertThat(EventCatalogue.violations(type("deployment_failed"), data)).isEmpty();
    }

    @Test
    void aFieldThatATypeDoesNotKnowMayHoldAnything() {
        assertThat(EventCatalogue.violations(type("tool_use"), Map.of("environment", "dev", "priority", 9)))
                .isEmpty();
    }

    private static EventType type(String name) {
        return EventCatalogue.find(name).orElseThrow();
    }
}
