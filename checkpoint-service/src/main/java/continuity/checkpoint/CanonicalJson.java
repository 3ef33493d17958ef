package continuity.checkpoint;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeSet;

/** One text for all spellings of a JSON value: fields in order, 1e2 and 100.0 alike. To compare with, not to show. */
final class CanonicalJson {

    private CanonicalJson() {}

    static String of(JsonNode node) {
        var text = new StringBuilder();
        write(node, text);
        return text.toString();
    }

    /** The text in quotes, as JSON has it. */
    static String quoted(String text) {
        var result = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, result);
        return result.append('"').toString();
    }

    private static void write(JsonNode node, StringBuilder text) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                var names = new TreeSet<String>();
                node.fieldNames().forEachRemaining(names::add);
                text.append('{');
                for (var name : names) {
                    text.append(quoted(name)).append(':');
                    write(node.path(name), text);
                    text.append(',');
                }
                text.append('}');
            }
            case ARRAY -> {
                text.append('[');
                for (var item : node) {
                    write(item, text);
                    text.append(',');
                }
                text.append(']');
            }
            case NUMBER -> text.append(node.decimalValue().stripTrailingZeros());
            case STRING -> text.append(quoted(node.textValue()));
            default -> text.append(node.asText());
        }
    }
}
