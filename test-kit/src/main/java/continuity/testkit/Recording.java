package continuity.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What agents' clients really sent, byte for byte except for the planted secrets: those are marks in the file and
 * become the values of {@link PlantedSecrets} here.
 */
public final class Recording {

    private static final List<String> CLAUDE_CODE = List.of(
            "01-normal-headless",
            "02-normal-interactive-compact-clear",
            "02-normal-interactive-compact-clear.statusline",
            "03-killed-mid-tool",
            "04-resumed-continued-forked",
            "05-auto-compaction",
            "06-auto-compaction-thrash",
            "07-mcp-elicitation-interactive",
            "07-mcp-elicitation-interactive.statusline",
            "08-plugin-and-slash-command",
            "09-errors-and-variants-command-hooks",
            "10-interactive-cd-queue-resume-hangup");

    private static final List<String> OTHER_CLIENTS = List.of("codex", "gemini", "opencode");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Recording() {}

    /** Every recording, by the name that {@link #load} takes. */
    public static List<String> names() {
        return Stream.concat(CLAUDE_CODE.stream(), OTHER_CLIENTS.stream()).toList();
    }

    /**
     * The hooks of one recording in the order of their arrival, with the secrets of this run.
     *
     * @param name file name without ending, such as {@code 01-normal-headless} or {@code codex}
     */
    public static List<RecordedHook> load(String name) {
        return load(name, PlantedSecrets.ofThisRun());
    }

    /** What the status line posted during the recording {@code name}. */
    public static List<RecordedHook> statusLine(String name) {
        return load(name + ".statusline");
    }

    /** The same, with secrets of the caller's choice. */
    static List<RecordedHook> load(String name, PlantedSecrets secrets) {
        var folder = OTHER_CLIENTS.contains(name) ? "other-clients" : "claude-code";
        return read("/recordings/" + folder + "/" + name + ".jsonl")
                .lines()
                .map(line -> parse(line, secrets))
                .toList();
    }

    /**
     * The same story told again: each client session in {@code hooks} gets a new id, the same one everywhere.
     *
     * @param hooks of one or several sessions
     */
    public static List<RecordedHook> inNewSessions(List<RecordedHook> hooks) {
        var newIds = new HashMap<String, String>();
        hooks.forEach(hook -> hook.sessionId()
                .ifPresent(id ->
                        newIds.computeIfAbsent(id, old -> UUID.randomUUID().toString())));
        return hooks.stream().map(hook -> replaceAll(hook, newIds)).toList();
    }

    private static RecordedHook replaceAll(RecordedHook hook, Map<String, String> newIds) {
        var replaced = hook;
        for (var id : newIds.entrySet()) {
            replaced = replaced.replacing(id.getKey(), id.getValue());
        }
        return replaced;
    }

    private static RecordedHook parse(String line, PlantedSecrets secrets) {
        try {
            var hook = JSON.readTree(line);
            var headers = new HashMap<String, String>();
            hook.required("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().textValue()));
            return new RecordedHook(
                    Instant.parse(hook.required("at").textValue()),
                    hook.required("event").textValue(),
                    hook.required("via").textValue(),
                    headers,
                    JSON.writeValueAsString(plant(hook.required("body"), secrets)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a recorded hook: " + line, e);
        }
    }

    /**
     * Fills the marks of every string below {@code node}. Writing the string again escapes a value with newlines as its
     * place needs; where the string is itself a JSON document, the same is done inside.
     */
    private static JsonNode plant(JsonNode node, PlantedSecrets secrets) throws JsonProcessingException {
        if (node instanceof ObjectNode object) {
            for (var field : object.properties()) {
                field.setValue(plant(field.getValue(), secrets));
            }
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, plant(array.get(i), secrets));
            }
        } else if (node.isTextual() && PlantedSecrets.marked(node.textValue())) {
            return TextNode.valueOf(plant(node.textValue(), secrets));
        }
        return node;
    }

    private static String plant(String text, PlantedSecrets secrets) throws JsonProcessingException {
        return isJsonDocument(text) ? JSON.writeValueAsString(plant(JSON.readTree(text), secrets)) : secrets.fill(text);
    }

    private static boolean isJsonDocument(String text) {
        if (text.startsWith("{{") || !(text.startsWith("{") || text.startsWith("["))) {
            return false;
        }
        try {
            return JSON.readTree(text).isContainerNode();
        } catch (JsonProcessingException e) {
            return false; // prose or source code that starts with a bracket
        }
    }

    private static String read(String resource) {
        try (var file = Recording.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalArgumentException("no recording " + resource);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
