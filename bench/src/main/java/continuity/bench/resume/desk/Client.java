package continuity.bench.resume.desk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program in which an agent runs. At each hook it runs what our published settings say, by a shell and for real,
 * git included.
 *
 * <p>Imitated is what Claude Code itself does: which hooks there are and what it tells in them. It would run the
 * commands of one hook side by side, go on while the detached ones are at work, and end those that take too long; here
 * one is awaited after the other, so that a story always goes the same way.
 */
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

    /** What the settings' commands for this hook send. */
    List<Request> requests(ObjectNode hook) {
        return desk.settings().commands(hook).stream()
                .flatMap(command -> desk.hooks().run(command, project, directory, hook + "\n").stream())
                .toList();
    }
}
