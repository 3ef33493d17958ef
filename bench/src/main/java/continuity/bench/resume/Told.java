package continuity.bench.resume;

import com.fasterxml.jackson.databind.JsonNode;
import continuity.bench.resume.desk.State;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads from the system's answers where the work stood. */
final class Told {

    private Told() {}

    /** @param summary of a resume */
    static State of(JsonNode summary) {
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
