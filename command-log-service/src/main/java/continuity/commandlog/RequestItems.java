package continuity.commandlog;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import continuity.kit.problem.InvalidInput;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that may be one object or a list of them. It is only measured here; each item becomes a tree
 * when it is its turn, so that the trees of many are never in memory at once.
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

    /** Header of an answer that says how close to a limit its request came. */
    public static final String SIZE_WARNING = "X-Continuity-Size-Warning";

    /** From which share of a limit on one is warned, in percent. */
    private static final int WARN_AT = 80;

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /**
     * @param index position in the list, from 0
     * @param text its place in the body
     */
    public record Item(int index, ByteBuffer text, ObjectReader reader) {

        /** Its size as it came. */
        public int bytes() {
            return text.remaining();
        }

        /**
         * Normalised.
         *
         * @throws Refused.TooLarge if it is larger than {@link #MAX_ITEM}
         */
        public Fields fields() {
            if (bytes() > MAX_ITEM) {
                throw new Refused.TooLarge("One item", MAX_ITEM);
            }
            try {
                return new Fields(Normaliser.object(
                        reader.<Map<String, Object>>readValue(text.array(), text.arrayOffset(), text.remaining())));
            } catch (JsonProcessingException e) {
                throw new BadRequestException(e);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    /**
     * @throws BadRequestException with a {@link JsonProcessingException} as cause if it is no JSON
     * @throws InvalidInput if it is something else than objects in UTF-8, or too many of them
     * @throws Refused.TooLarge if it is larger than {@link #MAX_BATCH}
     */
    public static RequestItems read(byte[] body, ObjectMapper json) {
        if (body.length > MAX_BATCH) {
            throw new Refused.TooLarge("The body", MAX_BATCH);
        }
        try (var parser = json.createParser(body)) {
            return read(parser, ByteBuffer.wrap(body), json.readerFor(OBJECT));
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * A warning for {@link #SIZE_WARNING}, null if there is nothing to warn of. It names the largest item and, of a
     * list, all together, each with its limit, when they come close to it.
     */
    public @Nullable String sizeWarning() {
        var largest = items.stream().mapToInt(Item::bytes).max().orElse(0);
        var all = items.stream().mapToInt(Item::bytes).sum();
        var warnings = new ArrayList<String>();
        if (isClose(largest, MAX_ITEM)) {
            warnings.add("one item has %d of %d bytes".formatted(largest, MAX_ITEM));
        }
        if (isClose(all, MAX_BATCH)) {
            warnings.add("the items have %d of %d bytes".formatted(all, MAX_BATCH));
        }
        return warnings.isEmpty() ? null : String.join("; ", warnings);
    }

    private static boolean isClose(int bytes, int limit) {
        return bytes >= (long) limit * WARN_AT / 100;
    }

    private static RequestItems read(JsonParser parser, ByteBuffer body, ObjectReader reader) throws IOException {
        var first = parser.nextToken();
        if (first == null) {
            throw new JsonParseException(parser, "the body is empty");
        }
        var isBatch = first == JsonToken.START_ARRAY;
        var items = new ArrayList<Item>();
        if (isBatch) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(new Item(items.size(), measure(items.size(), parser, body), reader));
            }
        } else {
            items.add(new Item(0, measure(0, parser, body), reader));
        }
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "text after the end of the value");
        }
        return new RequestItems(isBatch, items);
    }

    private static ByteBuffer measure(int index, JsonParser parser, ByteBuffer body) throws IOException {
        if (index >= MAX_ITEMS) {
            throw new InvalidInput("body", "has more than " + MAX_ITEMS + " items");
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new InvalidInput(index == 0 ? "body" : "[" + index + "]", "must be an object, or a list of objects");
        }
        var start = parser.currentTokenLocation().getByteOffset();
        if (start < 0) {
            throw new InvalidInput("body", "must be UTF-8"); // only in that does the parser count bytes
        }
        parser.skipChildren();
        var end = parser.currentLocation().getByteOffset();
        return body.slice((int) start, (int) (end - start));
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("a byte array is always readable", e);
    }
}
