package continuity.bench.resume.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in which an agent runs: it sends what Claude Code would, to where our published settings say. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Desk desk;
    private final Path project;
    private Path directory;
    private int session;
    private int calls;
    private int prompts;

    Client(Desk desk, Path project) {
        this.desk = desk;
        this.project = project;
        this.directory = project;
    }

    int session() {
        return session;
    }

    /** Where its shell stands. */
    Path directory() {
        return directory;
    }

    void cd(Path there) {
        directory = there;
    }

    /** @param source {@code resume} goes on with the session, all others begin a new one */
    List<Request> starts(String source) {
        directory = project;
        if (!source.equals("resume")) {
            session = desk.nextSession();
        }
        return requests(hook("SessionStart").put("source", source));
    }

    List<Request> prompt(String text) {
        prompts++;
        return requests(hook("UserPromptSubmit").put("prompt", text));
    }

    /** The fields of every hook. */
    ObjectNode hook(String event) {
        var hook = JSON.createObjectNode()
                .put("session_id", Marks.session(session))
                .put("transcript_path", "/home/dev/.claude/projects/shop/" + Marks.session(session) + ".jsonl")
                .put("cwd", directory.toString())
                .put("hook_event_name", event);
        return prompts == 0 ? hook : hook.put("prompt_id", "prompt-" + prompts);
    }

    /** A tool call that is to be announced, and then to be ended or denied. */
    ObjectNode call(String tool) {
        return hook("").put("tool_name", tool).put("tool_use_id", "toolu_%d_%d".formatted(session, ++calls));
    }

    List<Request> announces(ObjectNode call) {
        return requests(call.put("hook_event_name", "PreToolUse").put("cwd", directory.toString()));
    }

    /** @param event {@code PostToolUse} or {@code PostToolUseFailure} */
    List<Request> ends(ObjectNode call, String event) {
        var requests =
                new ArrayList<>(requests(call.put("hook_event_name", event).put("cwd", directory.toString())));
        requests.addAll(requests(batch(call)));
        return requests;
    }

    List<Request> denies(ObjectNode call) {
        return requests(batch(call));
    }

    private ObjectNode batch(ObjectNode call) {
        var batch = hook("PostToolBatch");
        var called = batch.putArray("tool_calls").addObject();
        for (var name : List.of("tool_name", "tool_input", "tool_use_id", "tool_response")) {
            if (call.has(name)) {
                called.set(name, call.get(name).deepCopy());
            }
        }
        return batch;
    }

    List<Request> requests(ObjectNode hook) {
        var event = hook.path("hook_event_name").asText();
        var requests = new ArrayList<Request>();
        for (var path :
                desk.settings().destinations(event, hook.path("tool_name").asText(""))) {
            if (path.equals(ClientSettings.HOOK)) {
                requests.add(request(path, Request.JSON, portable(hook).toString()));
            } else {
                requests.add(request(path, Request.TEXT, portable(hook) + "\n\n" + gitSays()));
            }
        }
        return requests;
    }

    private Request request(String path, String contentType, String body) {
        return new Request(path, contentType, desk.portable(project.toString()), body);
    }

    /** As in the published settings. */
    private String gitSays() {
        var status = desk.shell()
                .run(
                        project,
                        List.of(
                                "git",
                                "-c",
                                "core.quotePath=true",
                                "status",
                                "--porcelain=v2",
                                "--branch",
                                "--untracked-files=all"));
        return "%s\n\n%s\n"
                .formatted(
                        (status.out() + status.err()).stripTrailing(),
                        desk.shell()
                                .askGit(project, "log", "-5", "--format=%H %s")
                                .stripTrailing());
    }

    private JsonNode portable(ObjectNode hook) {
        try {
            return JSON.readTree(desk.portable(hook.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
