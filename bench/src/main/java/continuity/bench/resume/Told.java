package continuity.bench.resume;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.bench.resume.desk.State;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the system tells when work is resumed.
 *
 * @param state where the work stood, with paths as the reader finds the files
 * @param confidence 0–100
 * @param drift sentences
 */
record Told(State state, int confidence, List<Deduction> deductions, List<String> drift) {

    /** From confidence; {@code reason} is without its figures, so that reasons can be compared. */
    record Deduction(int points, String reason) {}

    /** @param packet the answer to a resume */
    static Told of(JsonNode packet) {
        var confidence = packet.path("confidence");
        var summary = packet.path("summary");
        return new Told(
                Place.within(text(summary.path("continued_in")), state(summary)),
                confidence.path("score").asInt(),
                each(confidence, "deductions").map(Told::deduction).toList(),
                each(packet, "drift").map(JsonNode::asText).toList());
    }

    private static Deduction deduction(JsonNode deduction) {
        return new Deduction(
                deduction.path("points").asInt(),
                deduction.path("reason").asText().replaceAll("\\d+", "N"));
    }

    private static State state(JsonNode summary) {
        var files = new TreeMap<String, String>();
        each(summary, "files")
                .forEach(file -> files.put(
                        file.path("path").asText(), file.path("status").asText()));
        var uncommitted = new TreeSet<String>();
        each(summary, "uncommitted").forEach(path -> uncommitted.add(path.asText()));
        var todos = new TreeSet<String>();
        each(summary, "todos")
                .filter(todo -> !todo.path("status").asText().equals("completed"))
                .forEach(todo -> todos.add(todo.path("text").asText()));
        var failing = each(summary, "open_errors")
                .filter(error -> error.path("tool").asText().equals("Bash"))
                .findFirst()
                .map(error -> error.path("target"));
        var subagents = each(summary, "open_subagents")
                .map(subagent -> subagent.path("type").asText())
                .sorted()
                .toList();
        return new State(
                files,
                tests(summary.path("tests")),
                text(summary.path("branch")),
                text(summary.path("last_commit").path("hash")),
                uncommitted,
                todos,
                text(summary.path("epic").path("epic_id")),
                text(summary.path("goal")),
                failing.map(Told::text).orElse(null),
                subagents);
    }

    private static State.@Nullable Tests tests(JsonNode run) {
        if (!run.isObject()) {
            return null;
        }
        List<String> failing =
                each(run, "failing").map(JsonNode::asText).sorted().toList();
        return new State.Tests(run.path("passed").asInt(), run.path("failed").asInt(), failing);
    }

    private static Stream<JsonNode> each(JsonNode node, String list) {
        return StreamSupport.stream(node.path(list).spliterator(), false);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }
}
