package continuity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.checkpoint.StateDiff.Change;
import continuity.checkpoint.StateDiff.Kind;
import continuity.contracts.WorkState;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StateDiffTest {

    @Test
    @Tag("R46")
    void aStateDiffersFromItselfInNothing() throws Exception {
        assertThat(changes(document -> {})).isEmpty();
    }

    @Test
    void whenItWasFrozenIsNoChange() throws Exception {
        assertThat(changes(document -> document.put("snapshot_at", "2026-03-02T10:00:00Z")))
                .isEmpty();
    }

    @Test
    void fieldsAreComparedOneByOne() throws Exception {
        var changes = changes(document -> {
            document.withObject("git").put("branch", "main");
            document.withObject("current_epic").put("status", "validation");
            document.remove("tests");
            document.put("mood", "good");
        });

        assertThat(changes)
                .extracting(Change::path, Change::change)
                .containsExactly(
                        tuple("current_epic.status", Kind.CHANGED),
                        tuple("git.branch", Kind.CHANGED),
                        tuple("mood", Kind.ADDED),
                        tuple("tests", Kind.REMOVED));
        assertThat(changes.get(1).before()).isEqualTo(json("\"feature/login\""));
        assertThat(changes.get(1).after()).isEqualTo(json("\"main\""));
        assertThat(changes.get(2).before()).isNull();
        assertThat(changes.get(3).after()).isNull();
    }

    @Test
    void aValueThatBecomesNullIsAChange() throws Exception {
        assertThat(changes(document -> document.withObject("git").putNull("branch")))
                .singleElement()
                .satisfies(change -> assertThat(change.after()).isEqualTo(json("null")));
    }

    @Test
    void itemsOfAListAreMatchedByWhatNamesThem() throws Exception {
        var changes = changes(document -> {
            var files = document.withArray("files");
            ((ObjectNode) files.get(0)).put("edits", 3);
            files.insertObject(0).put("path", "src/b.js").put("status", "created");
            document.withArray("todos").removeAll();
            document.withObject("git").withArray("recent_commits").addObject().put("hash", "99aa00f");
        });

        assertThat(changes)
                .extracting(Change::path, Change::change)
                .containsExactly(
                        tuple("files[src/a.js].edits", Kind.CHANGED),
                        tuple("files[src/b.js]", Kind.ADDED),
                        tuple("git.recent_commits[99aa00f]", Kind.ADDED),
                        tuple("todos[1]", Kind.REMOVED));
    }

    @Test
    void aCommitIsTheSameHoweverMuchOfItsHashWasVisible() throws Exception {
        var changes = changes(document -> ((ObjectNode)
                        document.withObject("git").withArray("recent_commits").get(0))
                .put("hash", "4f2c9aa0123456789012345678901234567890ab"));

        assertThat(changes).extracting(Change::path).containsExactly("git.recent_commits[4f2c9aa].hash");
    }

    @Test
    void aListWhoseItemsHaveNoNameIsASet() throws Exception {
        assertThat(between("{\"l\": [1, 2, \"x\"]}", "{\"l\": [\"x\", 2, 3]}").changes())
                .extracting(Change::path, Change::change)
                .containsExactly(tuple("l[]", Kind.REMOVED), tuple("l[]", Kind.ADDED));
        assertThat(between("{\"files\": [{\"path\": \"a\"}, {\"path\": \"a\", \"n\": 1}]}", "{\"files\": []}")
                        .changes())
                .extracting(Change::path)
                .containsExactly("files[]", "files[]");
    }

    @Test
    void theSpellingOfANumberAndTheOrderOfFieldsDoNotMatter() throws Exception {
        assertThat(between("{\"a\": 1e2, \"b\": [1.10], \"c\": {\"x\": 1, \"y\": 2}}", """
                        {"c": {"y": 2, "x": 1}, "b": [1.1], "a": 100}""")
                        .changes())
                .isEmpty();
    }

    @Test
    void anotherKindOfValueIsAChangeAsAWhole() throws Exception {
        assertThat(between("{\"tests\": {\"passed\": 3}}", "{\"tests\": [3]}").changes())
                .containsExactly(new Change("tests", Kind.CHANGED, json("{\"passed\": 3}"), json("[3]")));
    }

    @Test
    void aNameThatWouldConfuseThePathStandsInQuotes() throws Exception {
        assertThat(between("{}", "{\"a.b\": 1, \"\": 2}").changes())
                .extracting(Change::path)
                .containsExactly("[\"\"]", "[\"a.b\"]");
        assertThat(between("{\"files\": []}", "{\"files\": [{\"path\": \"a]\\n\\\"b\"}]}")
                        .changes())
                .extracting(Change::path)
                .containsExactly("files[\"a]\\n\\\"b\"]");
    }

    @Test
    void theOrderOfTheDocumentsChangesNothing() throws Exception {
        var before = (ObjectNode) json(Fixtures.WORK_STATE);
        before.putArray("notes");
        var after = before.deepCopy();
        for (int i = 0; i < 20; i++) {
            after.withArray("files").addObject().put("path", "src/" + i + ".js");
            after.withArray("notes").add("note " + i);
        }
        var expected = StateDiff.between(before, after);

        for (long seed = 0; seed < 20; seed++) {
            assertThat(StateDiff.between(shuffled(before, seed), shuffled(after, seed + 1)))
                    .as("seed " + seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void thereIsALimitAndTheRestIsCounted() throws Exception {
        var many = (ObjectNode) json("{}");
        for (int i = 0; i < StateDiff.MAX_CHANGES + 7; i++) {
            many.put("field_" + i, i);
        }

        var diff = StateDiff.between(json("{}"), many);

        assertThat(diff.changes()).hasSize(StateDiff.MAX_CHANGES);
        assertThat(diff.omitted()).isEqualTo(7);
    }

    @Test
    void aDeepOrLongWindedDocumentMakesNoEndlessPaths() throws Exception {
        var deep = "{\"x\":".repeat(900) + "%s" + "}".repeat(900);
        var name = "y".repeat(40_000);

        var changes = between(deep.formatted(1), deep.formatted(2).replaceFirst("\\{", "{\"" + name + "\": 1,"))
                .changes();

        assertThat(changes).hasSize(2).allMatch(change -> change.path().length() < 1000);
    }

    /** A new list of a work state needs a key here, or it is compared as a set. */
    @Test
    void everyListOfAWorkStateHasItsKey() {
        var lists = Stream.concat(Stream.of(WorkState.class), Arrays.stream(WorkState.class.getDeclaredClasses()))
                .filter(Class::isRecord)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .filter(component -> !fieldsOfItems(component).isEmpty())
                .toList();

        assertThat(lists)
                .extracting(list -> snakeCase(list.getName()))
                .containsExactlyInAnyOrderElementsOf(StateDiff.KEYS.keySet());
        assertThat(lists)
                .allSatisfy(list -> assertThat(fieldsOfItems(list))
                        .containsAll(StateDiff.KEYS.getOrDefault(snakeCase(list.getName()), List.of("a key"))));
    }

    /** Empty unless the component is a list of records. */
    private static List<String> fieldsOfItems(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType generic
                        && generic.getActualTypeArguments()[0] instanceof Class<?> item
                        && item.isRecord()
                ? Arrays.stream(item.getRecordComponents())
                        .map(field -> snakeCase(field.getName()))
                        .toList()
                : List.of();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static List<Change> changes(Consumer<ObjectNode> work) throws Exception {
        var after = (ObjectNode) json(Fixtures.WORK_STATE);
        work.accept(after);
        return StateDiff.between(json(Fixtures.WORK_STATE), after).changes();
    }

    private static StateDiff between(String before, String after) throws Exception {
        return StateDiff.between(json(before), json(after));
    }

    private static JsonNode json(String text) throws Exception {
        return Fixtures.stateReader().node(text);
    }

    /** The same content in another order. */
    private static JsonNode shuffled(JsonNode node, long seed) {
        var random = new Random(seed);
        if (node instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            var result = object.objectNode();
            names.forEach(name -> result.set(name, shuffled(object.get(name), seed)));
            return result;
        }
        if (node instanceof ArrayNode array) {
            var items = new ArrayList<JsonNode>();
            array.forEach(item -> items.add(shuffled(item, seed)));
            Collections.shuffle(items, random);
            return array.arrayNode().addAll(items);
        }
        return node;
    }
}
