package continuity.commandlog.event;

import static continuity.commandlog.Api.event;
import static continuity.commandlog.Api.events;
import static continuity.commandlog.Api.freshInstance;
import static continuity.commandlog.Api.post;
import static continuity.commandlog.Api.said;
import static continuity.commandlog.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import continuity.commandlog.Api;
import continuity.commandlog.RegistryStandIn;
import continuity.contracts.EventCatalogue;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class EventResourceTest {

    private static final String EVENTS = "/api/v1/events";

    /** Of the system's own types those that the edge reports. */
    private static final Set<String> REPORTED =
            Set.of("turn_ended", "input_requested", "git_observed", "subagent_stopped");

    @Test
    @Tag("R34")
    void theHistoryBeginsWithTheRegistration() {
        var instance = freshInstance();

        post(EVENTS, said(instance, "hello")).statusCode(201).body("sequence_num", equalTo(2));

        var first = events(instance).getFirst();
        assertThat(first)
                .containsEntry("event_type", "instance_registered")
                .containsEntry("sequence_num", 1)
                .containsEntry("event_data", Map.of("instance_type", "PS", "project", "odin"));
    }

    @ParameterizedTest
    @CsvSource({"1", "25"})
    @Tag("R32")
    void twentyEmittersAtOnceNumberWithoutGapOrDuplicate(int each) throws InterruptedException {
        var instance = freshInstance();

        try (var emitters = Executors.newFixedThreadPool(20)) {
            Callable<Void> emit = () -> {
                for (int i = 0; i < each; i++) {
                    post(EVENTS, said(instance, "hello")).statusCode(201);
                }
                return null;
            };
            for (var done : emitters.invokeAll(
                    IntStream.range(0, 20).mapToObj(_ -> emit).toList())) {
                assertThat(done.state()).isEqualTo(Future.State.SUCCESS);
            }
        }

        assertThat(events(instance))
                .extracting(event -> event.get("sequence_num"))
                .isEqualTo(IntStream.rangeClosed(1, 20 * each + 1).boxed().toList());
    }

    @Test
    void appendsToSeveralInstancesAtOnceDoNotBlockEachOther() throws InterruptedException {
        var instances = List.of(freshInstance(), freshInstance(), freshInstance());
        var forwards = instances.stream().map(id -> said(id, "forwards")).toList();
        var backwards = forwards.reversed();

        try (var emitters = Executors.newFixedThreadPool(8)) {
            var calls = IntStream.range(0, 40)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        post(EVENTS, i % 2 == 0 ? forwards : backwards).statusCode(201);
                        return null;
                    })
                    .toList();
            for (var done : emitters.invokeAll(calls)) {
                assertThat(done.state()).isEqualTo(Future.State.SUCCESS);
            }
        }

        assertThat(instances).allSatisfy(id -> assertThat(events(id)).hasSize(41));
    }

    @Test
    @Tag("R33")
    void emittingAgainWithTheSameIdGivesTheSameAnswer() {
        var instance = freshInstance();
        var body = with(
                said(instance, "hello"), "event_id", Uuid7.at(Instant.now()).toString());

        var first = post(EVENTS, body).statusCode(201).extract().jsonPath().getMap("$");
        var second = post(EVENTS, body).statusCode(201).extract().jsonPath().getMap("$");

        assertThat(second).isEqualTo(first);
        assertThat(events(instance)).hasSize(2);
    }

    @Test
    void anIdOfAnotherInstancesEventIsTaken() {
        var id = Uuid7.at(Instant.now()).toString();
        post(EVENTS, with(said(freshInstance(), "mine"), "event_id", id)).statusCode(201);

        post(EVENTS, with(said(freshInstance(), "yours"), "event_id", id))
                .statusCode(409)
                .body("code", equalTo("id_taken"));
    }

    @Test
    @Tag("R31")
    void everyTypeOfTheCatalogueIsAcceptedUnderAParent() {
        var instance = freshInstance();
        var parent = post(EVENTS, said(instance, "do all")).extract().jsonPath().getString("event_id");
        var batch = new ArrayList<Map<String, Object>>();
        var types = EventCatalogue.all().stream()
                .filter(type -> !type.category().equals("system") || REPORTED.contains(type.name()))
                .toList();
        for (var type : types) {
            var data = new LinkedHashMap<String, Object>();
            type.required().forEach(field -> data.put(field, field.equals("environment") ? "local" : permitted(field)));
            batch.add(with(event(instance, type.name(), data), "parent_event_id", parent));
        }

        post(EVENTS, batch).statusCode(201).body("event_id", hasSize(batch.size()));

        assertThat(events(instance)).hasSize(batch.size() + 2);
        assertThat(events(instance).getLast()).containsEntry("depth", 1);
    }

    private static Object permitted(String field) {
        return switch (field) {
            case "deployment_type" -> "docker";
            case "health_status" -> "healthy";
            default -> 1;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "commit, commit_created",
        "spawn, task_spawned",
        "deploy, deployment_started",
        "deploy_complete, deployment_completed",
        "deployment_done, deployment_completed",
        "epic_start, epic_started"
    })
    void otherSpellingsAreStoredUnderTheCataloguesName(String alias, String name) {
        var instance = freshInstance();
        var data = new LinkedHashMap<String, Object>();
        EventCatalogue.find(name)
                .orElseThrow()
                .required()
                .forEach(field -> data.put(field, field.equals("environment") ? "local" : permitted(field)));

        post(EVENTS, event(instance, alias, data)).statusCode(201);

        assertThat(events(instance).getLast()).containsEntry("event_type", name);
    }

    @Test
    @Tag("R31")
    void anUnknownTypeIsRefusedByName() {
        post(EVENTS, event(freshInstance(), "party_started", Map.of()))
                .statusCode(400)
                .body("code", equalTo("invalid_event_type"))
                .body("detail", equalTo("Invalid event type: party_started"));
    }

    @Test
    void whatTheSystemWritesNobodyElseDoes() {
        for (var type : EventCatalogue.all()) {
            if (type.category().equals("system") && !REPORTED.contains(type.name())) {
                post(
                                EVENTS,
                                event(
                                        freshInstance(),
                                        type.name(),
                                        Map.of(type.required().getFirst(), "x")))
                        .statusCode(400)
                        .body("code", equalTo("invalid_event_type"))
                        .body("detail", containsString("written by the system"));
            }
        }
    }

    @Test
    void anEventThatOutgrowsTheLimitByItsMarksIsRefused() {
        var text = "password=Xy7k2mQ9 ".repeat(55_000);

        post(EVENTS, said(freshInstance(), text)).statusCode(413).body("code", equalTo("too_large"));
    }

    @Test
    @Tag("R31")
    void missingFieldsAreNamed() {
        post(EVENTS, event(freshInstance(), "commit_created", Map.of("branch", "main")))
                .statusCode(400)
                .body("code", equalTo("validation_failed"))
                .body("errors.field", contains("event_data.commit_hash", "event_data.message"));
    }

    @Test
    void valuesThatAreNotPermittedAreNamed() {
        var data = Map.<String, Object>of("service", "shop", "environment", "moon", "deployment_type", "docker");

        post(EVENTS, event(freshInstance(), "deployment_started", data))
                .statusCode(400)
                .body("errors.field", contains("event_data.environment"));
    }

    @Test
    @Tag("R39")
    void aParentMustBeAnEventOfTheSameInstance() {
        var foreign = post(EVENTS, said(freshInstance(), "elsewhere"))
                .extract()
                .jsonPath()
                .getString("event_id");

        for (var parent : List.of(foreign, Uuid7.at(Instant.now()).toString())) {
            post(EVENTS, with(said(freshInstance(), "hello"), "parent_event_id", parent))
                    .statusCode(400)
                    .body("errors.field", contains("parent_event_id"));
        }
    }

    @Test
    void ofSeveralOnlyTheWrongOnesAreRejected() {
        var instance = freshInstance();
        var batch = List.of(
                said(instance, "one"),
                event(instance, "party_started", Map.of()),
                said("odin-PS-" + RegistryStandIn.UNKNOWN, "nobody"),
                with(
                        said(instance, "orphan"),
                        "parent_event_id",
                        Uuid7.at(Instant.now()).toString()),
                said(instance, "two"));

        post(EVENTS, batch)
                .statusCode(201)
                .body("[0].sequence_num", equalTo(2))
                .body("[1].code", equalTo("invalid_event_type"))
                .body("[1].index", equalTo(1))
                .body("[2].code", equalTo("instance_not_found"))
                .body("[3].code", equalTo("validation_failed"))
                .body("[4].sequence_num", equalTo(3));
    }

    @Test
    @Tag("R33")
    void anUnknownInstanceIsNotFound() {
        post(EVENTS, said("odin-PS-" + RegistryStandIn.UNKNOWN, "hello")).statusCode(404);
        Api.getAs(TestTokens.viewer(), EVENTS, Map.of("instance_id", "odin-PS-" + RegistryStandIn.UNKNOWN))
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
    }

    @Test
    void strangersFindNothing() {
        var instance = freshInstance();
        post(EVENTS, said(instance, "hello")).statusCode(201);

        Api.getAs(TestTokens.viewer("thor"), EVENTS, Map.of("instance_id", instance))
                .statusCode(404)
                .body("code", equalTo("instance_not_found"));
    }

    @Test
    @Tag("R35")
    void listsAscendingPageByPageAndFiltersByType() {
        var instance = freshInstance();
        var batch = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 6; i++) {
            batch.add(
                    i % 2 == 0 ? said(instance, "say " + i) : event(instance, "tool_use", Map.of("tool_name", "Bash")));
        }
        batch.add(event(instance, "assistant_start", Map.of("turn", 1)));
        post(EVENTS, batch).statusCode(201);
        var types = List.of("user_message", "tool_use");

        var first = Api.get(EVENTS, Map.of("instance_id", instance, "event_type", types, "limit", 4));
        var second = Api.get(
                EVENTS,
                Map.of(
                        "instance_id",
                        instance,
                        "event_type",
                        types,
                        "limit",
                        4,
                        "cursor",
                        first.getString("next_cursor")));

        assertThat(first.getList("events.sequence_num")).isEqualTo(List.of(2, 3, 4, 5));
        assertThat(second.getList("events.sequence_num")).isEqualTo(List.of(6, 7));
        assertThat(first.getInt("total_count")).isEqualTo(6);
        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(second.getBoolean("has_more")).isFalse();
    }

    @Test
    @Tag("R35")
    void filtersByTimeAndRefusesWhatItCannotRead() {
        var instance = freshInstance();
        post(EVENTS, said(instance, "hello")).statusCode(201);
        var soon = Instant.now().plusSeconds(60).toString();
        var viewer = TestTokens.viewer();

        Api.getAs(viewer, EVENTS, Map.of("instance_id", instance, "from", soon))
                .body("total_count", equalTo(0))
                .body("next_cursor", nullValue());
        Api.getAs(viewer, EVENTS, Map.of("instance_id", instance, "to", soon)).body("total_count", equalTo(2));
        Api.getAs(viewer, EVENTS, Map.of("instance_id", "a\0"))
                .statusCode(400)
                .body("errors.field", contains("instance_id"));
        Api.getAs(viewer, EVENTS, Map.of()).statusCode(400).body("errors.field", contains("instance_id"));
        Api.getAs(viewer, EVENTS, Map.of("instance_id", instance, "event_type", "party"))
                .statusCode(400)
                .body("code", equalTo("invalid_event_type"));
    }

    @Test
    @Tag("R37")
    void servesTheCatalogue() {
        Api.getAs(TestTokens.viewer(), EVENTS + "/types", Map.of())
                .statusCode(200)
                .body("types.findAll { it.category != 'system' }", hasSize(29))
                .body("types.find { it.name == 'commit_created' }.required", hasItem("commit_hash"));
    }
}
