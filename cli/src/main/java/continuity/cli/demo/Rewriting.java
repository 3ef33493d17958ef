package continuity.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * What a recording says, said by another session in another project. Only the texts of a document change, so it stays
 * the document that it was.
 */
final class Rewriting {

    private static final String DIRECTORY = "/home/dev/shop";

    private final Map<String, String> replacements = new LinkedHashMap<>();
    private final FakeSecrets secrets;

    /** @param recordedSession the id that {@code session} takes the place of */
    Rewriting(Scenario.Agent agent, String recordedSession, String session, Random random) {
        replacements.put(recordedSession, session);
        replacements.put(DIRECTORY, agent.directory());
        replacements.put(dashed(DIRECTORY), dashed(agent.directory()));
        agent.words().entrySet().stream() // the longest first: it may contain the others
                .sorted(Map.Entry.comparingByKey((a, b) -> Integer.compare(b.length(), a.length())))
                .forEach(word -> replacements.put(word.getKey(), word.getValue()));
        secrets = new FakeSecrets(random);
    }

    /** Rewrites {@code node} itself, unless it is a text. */
    JsonNode apply(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(apply(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, apply(array.get(i)));
            }
        } else if (node.isTextual()) {
            return TextNode.valueOf(text(node.textValue()));
        }
        return node;
    }

    private String text(String recorded) {
        var text = recorded;
        for (var replacement : replacements.entrySet()) {
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        return secrets.fill(text);
    }

    private static String dashed(String directory) {
        return directory.replace('/', '-');
    }
}
