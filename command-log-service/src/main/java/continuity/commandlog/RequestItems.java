package continuity.commandlog;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.problem.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The body of a request that may be one object or a list of them. Every item is normalised.
 *
 * @param isBatch whether it was a list: then a wrong item is rejected by itself, else the whole request is
 */
public record RequestItems(boolean isBatch, List<Item> items) {

    /** Largest item, in bytes of JSON. */
    public static final int MAX_ITEM = 1 << 20;

    /** Largest request, in bytes of JSON. */
    public static final int MAX_BATCH = 5 << 20;

    /** Most items of one request. */
    public static final int MAX_ITEMS = 1000;

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /**
     * @param index position in the list, from 0
     * @param bytes its size as it came
     */
    public record Item(int index, Map<String, Object> values, long bytes) {

        /** @throws Refused.TooLarge if it is larger than {@link #MAX_ITEM} */
        public Fields fields() {
            if (bytes > MAX_ITEM) {
                throw new Refused.TooLarge("One item", MAX_ITEM);
            }
            return new Fields(values);
        }
    }

    /**
     * @throws BadRequestException with a {@link JsonProcessingException} as cause if it is no JSON
     * @throws InvalidInput if it is something else than objects, or too many of them
     * @throws Refused.TooLarge if it is larger than {@link #MAX_BATCH}
     */
    public static RequestItems read(byte[] body, ObjectMapper json) {
        if (body.length > MAX_BATCH) {
            throw new Refused.TooLarge("The body", MAX_BATCH);
        }
        try (var parser = json.createParser(body)) {
            return read(parser);
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array is always readable", e);
        }
    }

    private static RequestItems read(JsonParser parser) throws IOException {
        var first = parser.nextToken();
        if (first == null) {
            throw new JsonParseException(parser, "the body is empty");
        }
        var isBatch = first == JsonToken.START_ARRAY;
        var items = new ArrayList<Item>();
        if (isBatch) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(item(items.size(), parser));
            }
        } else {
            items.add(item(0, parser));
        }
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "text after the end of the value");
        }
        return new RequestItems(isBatch, items);
    }

    private static Item item(int index, JsonParser parser) throws IOException {
        if (index >= MAX_ITEMS) {
            throw new InvalidInput("body", "has more than " + MAX_ITEMS + " items");
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new InvalidInput(index == 0 ? "body" : "[" + index + "]", "must be an object, or a list of objects");
        }
        var start = parser.currentTokenLocation().getByteOffset();
        Map<String, Object> values = parser.readValueAs(OBJECT);
        var bytes = parser.currentLocation().getByteOffset() - start;
        return new Item(index, Normaliser.object(values), bytes);
    }
}
