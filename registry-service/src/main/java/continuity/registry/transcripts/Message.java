package continuity.registry.transcripts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that was said in a conversation.
 *
 * @param role user, assistant, system, developer or tool
 * @param at by the client's clock; null when the line does not say
 * @param text what was said; calls of tools and their results are named in brackets
 */
@RegisterForReflection
record Message(String role, @Nullable Instant at, String text) {

    private static final Set<String> ROLES = Set.of("user", "assistant", "system", "developer", "tool");

    /**
     * Reads a line of a transcript as Claude Code, Codex and others write it. Empty for what is no message.
     *
     * @throws IOException if it is no JSON object
     */
    static Optional<Message> read(byte[] line, ObjectReader json) throws IOException {
        var tree = json.readTree(line);
        if (!tree.isObject()) {
            throw new IOException("a line of a transcript is an object");
        }
        var message = messageIn(tree);
        var role = message.path("role").asText("");
        var text = textOf(message.path("content"));
        return ROLES.contains(role) && !text.isBlank()
                ? Optional.of(new Message(role, time(tree.path("timestamp").asText("")), text))
                : Optional.empty();
    }

    /** Where the role stands: below {@code message}, below {@code payload}, or beside everything else. */
    private static JsonNode messageIn(JsonNode line) {
        return switch (line.path("type").asText("")) {
            case "user", "assistant" -> line.has("message") ? line.path("message") : line;
            case "response_item" -> line.path("payload");
            case "", "message" -> line;
            default -> MissingNode.getInstance();
        };
    }

    private static String textOf(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        var parts = new ArrayList<String>();
        content.forEach(block -> parts.add(textOfBlock(block)));
        parts.removeIf(String::isBlank);
        return String.join("\n", parts);
    }

    private static String textOfBlock(JsonNode block) {
        var type = block.path("type").asText("");
        return switch (type) {
            case "text", "input_text", "output_text" -> block.path("text").asText("");
            case "tool_use" -> "[tool_use] " + block.path("name").asText("");
            case "tool_result" -> "[tool_result] " + textOf(block.path("content"));
            case "", "thinking", "redacted_thinking" -> "";
            default -> "[" + type + "]";
        };
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
