package continuity.commandlog.event;

import static continuity.commandlog.Api.event;
import static continuity.commandlog.Api.events;
import static continuity.commandlog.Api.freshInstance;
import static continuity.commandlog.Api.get;
import static continuity.commandlog.Api.getAs;
import static continuity.commandlog.Api.post;
import static continuity.commandlog.Api.said;
import static continuity.commandlog.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.RegistryStandIn;
import continuity.contracts.EventAppended;
import continuity.contracts.Uuid7;
import continuity.testkit.Backbone;
import continuity.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an instance's events tell, compared with what a few lines of Java make of the same events. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class HistoryResourceTest {

    private static final String EVENTS = "/api/v1/events";

    @Inject
    ObjectMapper json;

    static LongStream seeds() {
        return History.seeds(6);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R36")
    void aReplayTellsWhereTheInstanceStood(long seed) {
        var random = new Random(seed);
        var instance = randomHistory(random);
        var history = history(instance);
        var last = history.size();

        for (var to : List.of(1, 1 + random.nextInt(last), last, last + 7)) {
            var upTo = history.subList(0, Math.min(to, last));
            var epics = upTo.stream()
                    .map(event -> event.eventData()
                            .getOrDefault("epic_id", event.eventData().get("current_epic")))
                    .filter(Objects::nonNull)
                    .toList();

            var replay = get(path(instance, "events/replay"), Map.of("to_sequence", to));

            assertThat(replay.getLong("count")).isEqualTo(upTo.size());
            assertThat(replay.getString("last_event_type"))
                    .isEqualTo(upTo.getLast().eventType());
            assertThat(Instant.parse(replay.getString("latest_timestamp")))
                    .isEqualTo(upTo.getLast().timestamp());
            assertThat(replay.<Object>get("last_epic")).isEqualTo(epics.isEmpty() ? null : epics.getLast());
            assertThat(replay.getLong("missing_before")).isZero();
        }
        assertThat(get(path(instance, "events/replay"), Map.of()).getLong("to_sequence"))
                .isEqualTo(last);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R37")
    void aggregatesCountTheSameEvents(long seed) {
        var instance = randomHistory(new Random(seed));
        var history = history(instance);
        var byType = history.stream()
                .collect(Collectors.groupingBy(EventAppended::eventType, Collectors.summingInt(_ -> 1)));

        var aggregates = get(path(instance, "aggregates"), Map.of());

        assertThat(aggregates.getMap("by_type")).isEqualTo(byType);
        assertThat(aggregates.getInt("total_count")).isEqualTo(history.size());
        assertThat(aggregates.<String, Integer>getMap("by_category").values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(history.size());
        assertThat(aggregates.getInt("errors")).isEqualTo(byType.getOrDefault("error", 0));
        assertThat(aggregates.getInt("epics.started")).isEqualTo(byType.getOrDefault("epic_started", 0));
        assertThat(Instant.parse(aggregates.getString("first_timestamp")))
                .isEqualTo(times(history).getFirst());
        assertThat(Instant.parse(aggregates.getString("last_timestamp")))
                .isEqualTo(times(history).getLast());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R41")
    void performanceKnowsTheDurationsThatEventsTell(long seed) {
        var instance = randomHistory(new Random(seed));
        var results = history(instance).stream()
                .filter(event -> event.eventType().equals("tool_result")
                        && event.eventData().containsKey("duration_ms"))
                .toList();
        Function<EventAppended, Integer> milliseconds =
                event -> (Integer) Objects.requireNonNull(event.eventData().get("duration_ms"));
        var sorted = results.stream().map(milliseconds).sorted().toList();

        var performance = get(path(instance, "performance"), Map.of());

        var ofResults = performance.<String, Object>getMap("by_type.find { it.name == 'tool_result' }");
        var slowest = results.stream().max(Comparator.comparing(milliseconds)).orElseThrow();
        assertThat(ofResults)
                .containsEntry("count", sorted.size())
                .containsEntry("p50_ms", sorted.get((sorted.size() - 1) / 2))
                .containsEntry("p95_ms", sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1))
                .containsEntry("max_ms", sorted.getLast())
                .containsEntry(
                        "total_ms", sorted.stream().mapToInt(Integer::intValue).sum())
                .containsEntry("slowest_event_id", slowest.eventId().toString());
        assertThat(performance.getInt("by_tool.sum { it.count }")).isEqualTo(sorted.size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R39")
    @Tag("R40")
    void lineageTellsTheSameCauses(long seed) {
        var random = new Random(seed);
        var instance = randomHistory(random);
        var history = history(instance);
        var byId = history.stream().collect(Collectors.toMap(EventAppended::eventId, Function.identity()));
        var parents = history.stream()
                .map(EventAppended::parentEventId)
                .filter(Objects::nonNull)
                .toList();

        assertThat(history).allSatisfy(event -> {
            var parent = byId.get(event.parentEventId());
            assertThat(event.depth()).isEqualTo(parent == null ? 0 : parent.depth() + 1);
            assertThat(event.rootEventId()).isEqualTo(parent == null ? event.eventId() : parent.rootEventId());
        });
        var stats = get(path(instance, "lineage-stats"), Map.of());
        assertThat(stats.getLong("events")).isEqualTo(history.size());
        assertThat(stats.getLong("roots")).isEqualTo(history.size() - parents.size());
        assertThat(stats.getInt("max_depth"))
                .isEqualTo(history.stream().mapToInt(EventAppended::depth).max().orElseThrow());
        assertThat(stats.getDouble("average_children"))
                .isCloseTo((double) parents.size() / parents.stream().distinct().count(), within(1e-6));
        assertThat(stats.getLong("orphans")).isZero();
        for (int i = 0; i < 5; i++) {
            var event = history.get(random.nextInt(history.size()));
            var depth = random.nextInt(8);
            var tree = getAs(TestTokens.viewer(), EVENTS + "/" + event.eventId() + "/tree", Map.of("max_depth", depth))
                    .extract()
                    .asString();
            assertThat(read(tree)).isEqualTo(read(write(Lineage.of(event, depth, History.childrenIn(history)))));
            assertThat(get(EVENTS + "/" + event.eventId() + "/chain", Map.of()).getList("chain.event_id"))
                    .isEqualTo(History.upwards(history, event).reversed().stream()
                            .map(link -> link.eventId().toString())
                            .toList());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R40")
    void theFailureChainLeadsToTheNewestFailure(long seed) {
        var instance = randomHistory(new Random(seed));
        var history = history(instance);
        var failing = history.stream().filter(FailureChain::isFailure).toList().getLast();

        var chain = get(path(instance, "failure-chain"), Map.of());

        assertThat(chain.getString("failing_event.event_id"))
                .isEqualTo(failing.eventId().toString());
        assertThat(chain.getList("chain.event_id"))
                .isEqualTo(History.upwards(history, failing).reversed().stream()
                        .map(event -> event.eventId().toString())
                        .toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Tag("R37")
    void theLatestAreReturnedOldestFirst(long seed) {
        var random = new Random(seed);
        var instance = randomHistory(random);
        var all = events(instance);
        var limit = 1 + random.nextInt(all.size() + 5);

        var latest = get(path(instance, "latest"), Map.of("limit", limit));

        assertThat(latest.getList("events")).isEqualTo(all.subList(Math.max(0, all.size() - limit), all.size()));
    }

    @ParameterizedTest
    @Tag("R41")
    @CsvSource({"json, application/json", "jsonl, application/x-ndjson"})
    void anExportIsAFileOfAllEvents(String format, String mediaType) throws Exception {
        var instance = randomHistory(new Random(1));

        var answer = getAs(TestTokens.viewer(), path(instance, "events/export"), Map.of("format", format))
                .statusCode(200)
                .header("Content-Type", equalTo(mediaType))
                .header(
                        "Content-Disposition",
                        equalTo("attachment; filename=\"" + instance + "-events." + format + "\""))
                .extract()
                .asString();

        var exported = new ArrayList<Object>();
        if (format.equals("json")) {
            exported.addAll(JsonPath.from(answer).getList("events"));
        } else {
            for (var line : answer.lines().toList()) {
                exported.add(json.readValue(line, Map.class));
            }
        }
        assertThat(exported).isEqualTo(events(instance));
    }

    @ParameterizedTest
    @Tag("R33")
    @Tag("R41")
    @ValueSource(
            strings = {
                "replay",
                "aggregates",
                "latest",
                "failure-chain",
                "performance",
                "lineage-stats",
                "export",
                "export?format=jsonl"
            })
    void bothPathsLeadThereAndStrangersFindNothing(String what) {
        var instance = freshInstance();
        post(EVENTS, said(instance, "hello")).statusCode(201);

        for (var path : List.of(path(instance, what), path(instance, "events/" + what))) {
            getAs(TestTokens.viewer(), path, Map.of()).statusCode(200);
            getAs(TestTokens.viewer("thor"), path, Map.of())
                    .statusCode(404)
                    .body("code", equalTo("instance_not_found"));
        }
        for (var unknown : List.of("odin-PS-" + RegistryStandIn.UNKNOWN, "no-id", "%00")) {
            getAs(TestTokens.viewer(), path(unknown, what), Map.of())
                    .statusCode(404)
                    .body("code", equalTo("instance_not_found"));
        }
    }

    @Test
    @Tag("R37")
    void anInstanceWithoutEventsHasEmptyAnswers() {
        var instance = freshInstance();
        var viewer = TestTokens.viewer();

        getAs(viewer, path(instance, "aggregates"), Map.of()).statusCode(200).body("$", anEmptyMap());
        getAs(viewer, path(instance, "latest"), Map.of()).statusCode(200).body("events", empty());
        getAs(viewer, path(instance, "events/replay"), Map.of())
                .statusCode(200)
                .body("count", equalTo(0))
                .body("last_event_type", nullValue());
        getAs(viewer, path(instance, "failure-chain"), Map.of())
                .statusCode(200)
                .body("failing_event", nullValue())
                .body("chain", empty());
        getAs(viewer, path(instance, "performance"), Map.of())
                .statusCode(200)
                .body("timed_events", equalTo(0))
                .body("by_type", empty());
        getAs(viewer, path(instance, "lineage-stats"), Map.of()).statusCode(200).body("events", equalTo(0));
        getAs(viewer, path(instance, "export"), Map.of())
                .statusCode(200)
                .body("count", equalTo(0))
                .body("events", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "events/replay, to_sequence, 0",
        "events/replay, to_sequence, last",
        "latest, limit, 0",
        "export, format, xml"
    })
    void unreadableParametersAreNamed(String what, String parameter, String value) {
        getAs(TestTokens.viewer(), path(freshInstance(), what), Map.of(parameter, value))
                .statusCode(400)
                .body("errors.field", contains(parameter));
    }

    @Test
    @Tag("R40")
    void aFailureIsFoundFromWhatFollowedFromIt() {
        var instance = freshInstance();
        var prompt = emit(said(instance, "try"));
        var error = emit(with(event(instance, "error", Map.of("message", "no")), "parent_event_id", prompt));
        var after = emit(with(said(instance, "again"), "parent_event_id", error));
        emit(event(instance, "error", Map.of("message", "another one")));

        var chain = get(path(instance, "failure-chain"), Map.of("event_id", after));

        assertThat(chain.getString("failing_event.event_id")).isEqualTo(error);
        assertThat(chain.getList("chain.event_id")).isEqualTo(List.of(prompt, error));
        for (var foreign : List.of(emit(said(freshInstance(), "elsewhere")), "none")) {
            getAs(TestTokens.viewer(), path(instance, "failure-chain"), Map.of("event_id", foreign))
                    .statusCode(404)
                    .body("code", equalTo("event_not_found"));
        }
    }

    @Test
    @Tag("R40")
    void strangersFindNoLineage() {
        var id = emit(said(freshInstance(), "hello"));

        for (var what : List.of("chain", "tree")) {
            getAs(TestTokens.viewer("thor"), EVENTS + "/" + id + "/" + what, Map.of())
                    .statusCode(404)
                    .body("code", equalTo("event_not_found"));
        }
    }

    @Test
    @Tag("R41")
    void successRatesCountEveryOutcome() {
        var instance = freshInstance();
        for (var success : List.of(true, true, false)) {
            emit(event(instance, "tool_result", Map.of("tool_name", "Bash", "success", success)));
        }
        emit(event(instance, "error", Map.of("message", "no", "tool_name", "Edit")));
        emit(event(instance, "error", Map.of("message", "of no tool")));
        emit(event(instance, "test_failed", Map.of("test_type", "unit", "failed_count", 1, "duration_seconds", 0.25)));

        var performance = get(path(instance, "performance"), Map.of());

        assertThat(performance.getList(
                        "success_rates.collect { it.what + ' ' + it.tool_name + ' ' + it.succeeded + '/' + it.total }"))
                .isEqualTo(
                        List.of("tool_calls null 2/4", "tests null 0/1", "tool_calls Bash 2/3", "tool_calls Edit 0/1"));
        assertThat(performance.getDouble("success_rates[0].rate")).isEqualTo(0.5);
        assertThat(performance.getInt("by_type[0].total_ms")).isEqualTo(250);
    }

    /** Some 150 events of several types, many with a parent. */
    private static String randomHistory(Random random) {
        var instance = freshInstance();
        var ids = new ArrayList<String>();
        var batch = new ArrayList<Map<String, Object>>();
        var tools = List.of("Bash", "Edit", "Read");
        for (int i = 0; i < 150; i++) {
            var tool = tools.get(random.nextInt(tools.size()));
            var made = switch (random.nextInt(6)) {
                case 0 -> event(instance, "tool_use", Map.of("tool_name", tool));
                case 1 ->
                    event(
                            instance,
                            "tool_result",
                            Map.of(
                                    "tool_name",
                                    tool,
                                    "success",
                                    random.nextBoolean(),
                                    "duration_ms",
                                    random.nextInt(100_000)));
                case 2 -> event(instance, "error", Map.of("message", "no"));
                case 3 -> event(instance, "epic_failed", Map.of("epic_id", "e" + i, "failure_reason", "no"));
                case 4 -> event(instance, "tool_result", Map.of("tool_name", tool, "success", true));
                default -> said(instance, "hello " + i);
            };
            var id = Uuid7.at(Instant.now()).toString();
            var whole = new LinkedHashMap<>(with(made, "event_id", id));
            if (!ids.isEmpty() && random.nextInt(4) > 0) {
                whole.put("parent_event_id", ids.get(Math.max(0, ids.size() - 1 - random.nextInt(10))));
            }
            ids.add(id);
            batch.add(whole);
        }
        post(EVENTS, batch).statusCode(201);
        return instance;
    }

    private static String emit(Map<String, Object> event) {
        return post(EVENTS, event).statusCode(201).extract().jsonPath().getString("event_id");
    }

    private List<EventAppended> history(String instance) {
        return events(instance).stream()
                .map(event -> json.convertValue(new HashMap<>(event), EventAppended.class))
                .toList();
    }

    private static List<Instant> times(List<EventAppended> history) {
        return history.stream().map(EventAppended::timestamp).sorted().toList();
    }

    private static String path(String instance, String what) {
        return "/api/v1/instances/" + instance + "/" + what;
    }

    private Map<?, ?> read(String text) {
        try {
            return json.readValue(text, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
