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
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
        for (var type : SampleEvents.types()) {
            for (var data : List.of(SampleEvents.required(type), SampleEvents.complete(type))) {
                batch.add(with(event(instance, type.name(), data), "parent_event_id", parent));
            }
        }

        post(EVENTS, batch).statusCode(201).body("sequence_num", hasSize(2 * 29));

        var stored = events(instance).subList(2, 2 + 2 * 29);
        assertThat(stored)
                .allSatisfy(event -> assertThat(event)
                        .containsEntry("depth", 1)
                        .containsEntry("parent_event_id", parent)
                        .containsEntry("root_event_id", parent));
        assertThat(stored)
                .extracting(event -> event.get("event_data"))
                .isEqualTo(batch.stream().map(event -> event.get("event_data")).toList());
    }

    @Test
    @Tag("R31")
    void everyRequiredFieldOfEveryTypeIsNamedWhenItIsMissing() {
        var instance = freshInstance();
        var batch = new ArrayList<Map<String, Object>>();
        var missing = new ArrayList<List<String>>();
        for (var type : SampleEvents.types()) {
            for (var field : type.required()) {
                var data = SampleEvents.complete(type);
                data.remove(field);
                batch.add(event(instance, type.name(), data));
                missing.add(List.of("event_data." + field));
            }
        }

        var rejections = post(EVENTS, batch).statusCode(201).extract().jsonPath();

        assertThat(rejections.getList("code", String.class))
                .hasSameSizeAs(batch)
                .containsOnly("validation_failed");
        assertThat(rejections.getList("errors.field")).isEqualTo(missing);
    }

    @Test
    @Tag("R31")
    void whatTheEdgeReportsIsAccepted() {
        for (var name : SampleEvents.REPORTED) {
            var type = EventCatalogue.find(name).orElseThrow();

            post(EVENTS, event(freshInstance(), name, SampleEvents.required(type)))
                    .statusCode(201);
        }
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
        var type = EventCatalogue.find(name).orElseThrow();

        post(EVENTS, event(instance, alias, SampleEvents.required(type))).statusCode(201);

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
            if (type.category().equals("system") && !SampleEvents.REPORTED.contains(type.name())) {
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
                .body("errors.field", contains("event_data.environment"))
                .body("errors.message", contains("must be one of local, staging, production"));
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
    @Tag("R35")
    void listsNewestFirstPageByPage() {
        var instance = freshInstance();
        post(EVENTS, List.of(said(instance, "one"), said(instance, "two"), said(instance, "three")))
                .statusCode(201);

        var first = Api.get(EVENTS, Map.of("instance_id", instance, "order", "desc", "limit", 3));
        var second = Api.get(
                EVENTS, Map.of("instance_id", instance, "order", "desc", "cursor", first.getString("next_cursor")));

        assertThat(first.getList("events.sequence_num")).isEqualTo(List.of(4, 3, 2));
        assertThat(second.getList("events.sequence_num")).isEqualTo(List.of(1));
        assertThat(second.getString("next_cursor")).isNull();
        Api.getAs(TestTokens.viewer(), EVENTS, Map.of("instance_id", instance, "order", "random"))
                .statusCode(400)
                .body("errors.field", contains("order"));
    }

    @ParameterizedTest
    @Tag("R35")
    @CsvSource(textBlock = """
            # q,            found
            hello,          2
            HELLO WORLD,    1
            100%,           1
            _,              1
            %,              1
            größe,          1
            GRÖSSE,         0
            say "hi",       1
            C:\\temp,       1
            ntemp,          0
            42,             1
            text,           0
            nobody said it, 0
            """)
    void findsAKeywordLiterallyInAnyCase(String q, int found) {
        var instance = freshInstance();
        post(
                        EVENTS,
                        List.of(
                                said(instance, "Hello world, 100%"),
                                said(instance, "hello\ntemp in C:\\temp"),
                                said(instance, "Größe: say \"hi\" to a_b"),
                                event(instance, "assistant_start", Map.of("turn", 42))))
                .statusCode(201);

        var page = Api.get(EVENTS, Map.of("instance_id", instance, "q", q));

        assertThat(page.getInt("total_count")).isEqualTo(found);
        assertThat(page.getList("events")).hasSize(found);
    }

    @Test
    @Tag("R35")
    void aPageHoldsAHundredUnlessMoreAreAskedForAndNeverMoreThanAThousand() {
        var instance = freshInstance();
        var some = Collections.nCopies(1000, said(instance, "again"));
        post(EVENTS, some).statusCode(201);
        post(EVENTS, List.of(said(instance, "and again"))).statusCode(201);

        assertThat(Api.get(EVENTS, Map.of("instance_id", instance)).getList("events"))
                .hasSize(100);
        var most = Api.get(EVENTS, Map.of("instance_id", instance, "limit", 5000));
        assertThat(most.getList("events")).hasSize(1000);
        assertThat(most.getInt("total_count")).isEqualTo(1002);
        assertThat(most.getBoolean("has_more")).isTrue();
    }

    @Test
    @Tag("R35")
    void aPageOfLargeEventsEndsEarlyAndGoesOnWithItsCursor() {
        var instance = freshInstance();
        for (int i = 0; i < 6; i++) {
            post(EVENTS, said(instance, "x".repeat(1_000_000))).statusCode(201);
        }

        var first = Api.get(EVENTS, Map.of("instance_id", instance));
        var second = Api.get(EVENTS, Map.of("instance_id", instance, "cursor", first.getString("next_cursor")));

        assertThat(first.getList("events.sequence_num")).isEqualTo(List.of(1, 2, 3, 4, 5, 6));
        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(second.getList("events.sequence_num")).isEqualTo(List.of(7));
        assertThat(second.getBoolean("has_more")).isFalse();
    }

    @Test
    void oneEventIsFoundByItsIdWithinTheProject() {
        var instance = freshInstance();
        var id = post(EVENTS, said(instance, "hello")).extract().jsonPath().getString("event_id");

        assertThat(Api.get(EVENTS + "/" + id, Map.of()).getMap("$"))
                .isEqualTo(events(instance).getLast());
        Api.getAs(TestTokens.viewer("thor"), EVENTS + "/" + id, Map.of())
                .statusCode(404)
                .body("code", equalTo("event_not_found"));
        for (var unknown : List.of(Uuid7.at(Instant.now()).toString(), "none")) {
            Api.getAs(TestTokens.viewer(), EVENTS + "/" + unknown, Map.of())
                    .statusCode(404)
                    .body("code", equalTo("event_not_found"));
        }
    }

    @Test
    @Tag("R37")
    void servesTheCatalogue() {
        Api.getAs(TestTokens.viewer(), EVENTS + "/types", Map.of())
                .statusCode(200)
                .body("types.findAll { it.category != 'system' }", hasSize(29))
                .body("types.find { it.name == 'commit_created' }.required", hasItem("commit_hash"))
                .body("fields.complexity", equalTo("must be a whole number from 1 to 5"))
                .body("aliases.commit", equalTo("commit_created"));
    }
}
