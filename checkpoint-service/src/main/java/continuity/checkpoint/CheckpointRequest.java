package continuity.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.kit.problem.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a checkpoint.
 *
 * @param reason {@code request}, or {@code compaction} when the client is about to shorten its context
 * @param percent 0–100, null when unknown
 * @param workState the text of that field exactly as it was sent, null when we are to freeze what we know
 */
record CheckpointRequest(
        String instanceId,
        CheckpointType type,
        String reason,
        @Nullable Integer percent,
        @Nullable String manualNote,
        @Nullable String workState) {

    private static final String WORK_STATE = "work_state";
    private static final Set<String> REASONS = Set.of("request", "compaction");

    /**
     * Reads a body without a detour over objects, which would lose how the work state was written.
     *
     * @throws BadRequestException if it is no JSON or names a field twice
     * @throws InvalidInput naming every field that breaks a rule
     */
    static CheckpointRequest read(String body, ObjectMapper json) {
        var fields = json.createObjectNode();
        try (var parser = json.createParser(body)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidInput("body", "is a JSON object");
            }
            for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                var object = parser.nextToken() == JsonToken.START_OBJECT;
                if (object && name.equals(WORK_STATE)) {
                    fields.put(name, textOfObject(parser, body));
                } else if (name.equals(WORK_STATE) && parser.currentToken() != JsonToken.VALUE_NULL) {
                    throw new InvalidInput(WORK_STATE, "is a JSON object");
                } else {
                    fields.set(name, json.<JsonNode>readTree(parser));
                }
            }
            if (parser.nextToken() != null) {
                throw new InvalidInput("body", "is one JSON object, with nothing after it");
            }
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return of(fields);
    }

    private static String textOfObject(JsonParser parser, String body) throws IOException {
        var start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        var end = (int) parser.currentLocation().getCharOffset();
        return body.substring(start, end);
    }

    private static CheckpointRequest of(ObjectNode fields) {
        var instanceId = text(fields, "instance_id");
        var type = CheckpointType.of(text(fields, "checkpoint_type"));
        var reason = fields.hasNonNull("reason") ? text(fields, "reason") : "request";
        var percent = present(fields, "context_window_percent");
        var note = present(fields, "manual_note");
        new InvalidInput.Check()
                .require(!instanceId.isBlank(), "instance_id", "is required, a string")
                .require(type.isPresent(), "checkpoint_type", "is context_window, epic_completion or manual")
                .require(REASONS.contains(reason), "reason", "is request or compaction")
                .require(percent == null || isPercentage(percent), "context_window_percent", "is an integer, 0 to 100")
                .require(note == null || note.isTextual(), "manual_note", "is a string")
                .done();
        return new CheckpointRequest(
                instanceId,
                type.orElseThrow(),
                reason,
                percent == null ? null : percent.intValue(),
                note == null ? null : note.textValue(),
                fields.hasNonNull(WORK_STATE) ? fields.get(WORK_STATE).textValue() : null);
    }

    private static boolean isPercentage(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0 && value.intValue() <= 100;
    }

    private static @Nullable JsonNode present(ObjectNode fields, String name) {
        return fields.hasNonNull(name) ? fields.get(name) : null;
    }

    private static String text(ObjectNode fields, String name) {
        return fields.path(name).isTextual() ? fields.path(name).textValue() : "";
    }
}
