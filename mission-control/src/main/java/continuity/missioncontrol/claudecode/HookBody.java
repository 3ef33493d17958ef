package continuity.missioncontrol.claudecode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a hook's JSON as a stream. The whole file that an edit was made in, by far the largest part of the largest
 * hooks, is skipped on the way and never in memory.
 */
public final class HookBody {

    /** Deeper nesting is no hook of any client. */
    static final int MAX_DEPTH = 100;

    private static final Set<String> SKIPPED = Set.of("originalFile");
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

    private HookBody() {}

    /**
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON
     * @throws IOException if the body cannot be read
     * @return null if it is JSON, but no object, or nested too deeply
     */
    public static @Nullable Map<String, Object> read(InputStream body) throws IOException {
        return read(body, OutputStream.nullOutputStream());
    }

    /**
     * The same for a body that goes on after the JSON.
     *
     * @param ahead takes what was read of the body beyond it
     */
    static @Nullable Map<String, Object> read(InputStream body, OutputStream ahead) throws IOException {
        try (var parser = JSON.createParser(body)) {
            var object = parser.nextToken() == JsonToken.START_OBJECT ? object(parser, 1) : null;
            parser.releaseBuffered(ahead);
            return object;
        } catch (TooDeep e) {
            return null;
        }
    }

    private static final class TooDeep extends RuntimeException {

        TooDeep() {
            super("nested deeper than " + MAX_DEPTH);
        }
    }

    private static Map<String, Object> object(JsonParser parser, int depth) throws IOException {
        var object = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (SKIPPED.contains(name)) {
                parser.skipChildren();
                continue;
            }
            var value = value(parser, token, depth);
            if (value != null) {
                object.put(name, value);
            }
        }
        return object;
    }

    private static List<Object> array(JsonParser parser, int depth) throws IOException {
        var array = new ArrayList<Object>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            var value = value(parser, token, depth);
            if (value != null) {
                array.add(value);
            }
        }
        return array;
    }

    /** A null means the same as an absent field in every hook, so it is left out. */
    private static @Nullable Object value(JsonParser parser, JsonToken token, int depth) throws IOException {
        if (depth >= MAX_DEPTH) {
            throw new TooDeep();
        }
        return switch (token) {
            case START_OBJECT -> object(parser, depth + 1);
            case START_ARRAY -> array(parser, depth + 1);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IOException("unexpected " + token);
        };
    }
}
