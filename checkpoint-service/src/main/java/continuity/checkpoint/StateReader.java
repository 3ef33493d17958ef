package continuity.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.contracts.WorkState;
import continuity.kit.problem.InvalidInput;
import continuity.sanitizer.Sanitizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the text of a work state, ours or a client's, into one that may be stored. */
@ApplicationScoped
class StateReader {

    private final ObjectMapper json;
    private final ObjectReader exact;
    private final ObjectReader nodes;
    private final Sanitizer sanitizer;

    StateReader(ObjectMapper json, Sanitizer sanitizer) {
        this.json = json;
        this.exact = json.readerFor(new TypeReference<Map<String, Object>>() {})
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION); // a second "a" would hide what the first one says
        this.nodes = json.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
        this.sanitizer = sanitizer;
    }

    /**
     * @throws JsonProcessingException if the text is no JSON object, or names a field twice
     * @throws InvalidInput if its version or its event position is no number that can be one
     */
    FrozenState read(String text, String instanceId, String project) throws JsonProcessingException {
        return frozen(text, tree(text), instanceId, project);
    }

    /** The same with a note that a person left, kept among the important context. */
    FrozenState read(String text, WorkState.Note note, String instanceId, String project)
            throws JsonProcessingException {
        var tree = tree(text);
        var notes = new ArrayList<Object>(List.of(json.convertValue(note, Object.class)));
        if (tree.get("important_context") instanceof List<?> others) {
            notes.addAll(others);
        }
        tree.put("important_context", notes);
        return frozen(json.writeValueAsString(tree), tree, instanceId, project);
    }

    /** The tree of a stored text, numbers as they are written. */
    Map<String, Object> tree(String text) throws JsonProcessingException {
        return exact.readValue(text);
    }

    /** The same to look at, field by field. */
    JsonNode node(String text) throws JsonProcessingException {
        return nodes.readTree(text);
    }

    private FrozenState frozen(String text, Map<String, Object> tree, String instanceId, String project)
            throws JsonProcessingException {
        var clean = StorableText.inObject(sanitizer.forProject(project).object(tree));
        return new FrozenState(
                clean.equals(tree) ? text : json.writeValueAsString(clean),
                (int) number(clean, "schema_version", 1, Integer.MAX_VALUE, WorkState.SCHEMA_VERSION),
                number(clean, "last_event_sequence", 0, Long.MAX_VALUE, 0),
                readable(clean, instanceId, project));
    }

    private static long number(Map<String, Object> tree, String field, long min, long max, long absent) {
        return switch (tree.get(field)) {
            case null -> absent;
            case Integer value when value >= min -> value;
            case Long value when value >= min && value <= max -> value;
            default -> throw new InvalidInput("work_state." + field, "is an integer from " + min + " on");
        };
    }

    /** What fits the contract; a field in another shape is left out rather than the whole document. */
    private WorkState readable(Map<String, Object> tree, String instanceId, String project)
            throws JsonProcessingException {
        ObjectNode empty = json.valueToTree(nothingKnown(instanceId, project));
        ObjectNode given = json.valueToTree(tree);
        try {
            return json.treeToValue(overlay(empty.deepCopy(), given), WorkState.class);
        } catch (JsonProcessingException e) {
            given.properties().removeIf(field -> !fits(empty, field));
            return json.treeToValue(overlay(empty, given), WorkState.class);
        }
    }

    private boolean fits(ObjectNode empty, Map.Entry<String, JsonNode> field) {
        var alone = json.createObjectNode();
        alone.set(field.getKey(), field.getValue());
        try {
            json.treeToValue(overlay(empty.deepCopy(), alone), WorkState.class);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static ObjectNode overlay(ObjectNode base, ObjectNode given) {
        for (var field : given.properties()) {
            var before = base.get(field.getKey());
            if (before instanceof ObjectNode object && field.getValue() instanceof ObjectNode more) {
                overlay(object, more);
            } else if (!field.getValue().isNull()) {
                base.set(field.getKey(), field.getValue());
            }
        }
        return base;
    }

    private static WorkState nothingKnown(String instanceId, String project) {
        return new WorkState(
                WorkState.SCHEMA_VERSION,
                instanceId,
                null,
                new WorkState.Goal(null, null, List.of(), null),
                List.of(),
                0,
                WorkState.Git.inferred(null, List.of(), List.of()),
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new WorkState.Environment(project, null, null, null, null),
                new WorkState.ContextWindow(null, null, null),
                List.of(),
                List.of(),
                0,
                false,
                null,
                null,
                Instant.EPOCH);
    }
}
