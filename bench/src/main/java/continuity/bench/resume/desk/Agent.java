package continuity.bench.resume.desk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import continuity.bench.resume.desk.Oracle.Sight;
import continuity.bench.resume.desk.Shell.Outcome;
import continuity.bench.resume.desk.State.Tests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An agent and its client: what a story tells it to do, it does for real, and its client sends what Claude Code's
 * would.
 *
 * <p>Every tool call is two steps: announced, with nothing changed yet, and ended.
 */
public final class Agent {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Desk desk;
    private final Client client;
    private final Path project;
    private final Map<String, String> before;
    private final SequencedSet<String> failed = new LinkedHashSet<>();
    private final TreeMap<String, String> tasks = new TreeMap<>();
    private final Map<String, String> subagents = new TreeMap<>();
    private List<String> list = List.of();
    private int created;
    private boolean ended;
    private @Nullable String inside;
    private @Nullable String goal;
    private @Nullable String epic;
    private @Nullable Tests tests;

    Agent(Desk desk, Path project) {
        this.desk = desk;
        this.project = project;
        this.client = new Client(desk, project);
        this.before = new HashMap<>(desk.look(project).contents());
    }

    int session() {
        return client.session();
    }

    /** Where its work stands: as its directory shows, and as the story tells. */
    State state() {
        var now = desk.look(project);
        var open = new TreeSet<>(tasks.values());
        open.addAll(list);
        return new State(
                Oracle.changes(before, now.contents()),
                tests,
                now.branch(),
                now.head(),
                now.uncommitted(),
                open,
                epic,
                goal,
                failed.isEmpty() ? null : failed.getLast(),
                subagents.values().stream().sorted().toList());
    }

    // What the user and the client do.

    void starts(String source) {
        desk.note("SessionStart " + source, started(source), false);
    }

    private List<Request> started(String source) {
        ended = false;
        if (!source.equals("resume")) {
            created = 0;
        }
        return client.starts(source);
    }

    public Agent prompt(String text) {
        goal = text;
        desk.note("prompt", client.prompt(text), false);
        return this;
    }

    /** What the client says to itself when an agent in the background has ended; nobody asked for anything. */
    public Agent isNotified(String about) {
        var text = "<task-notification>\n" + about + "\n</task-notification>";
        return note("notification", client.hook("UserPromptSubmit").put("prompt", text));
    }

    /** The end of a turn. */
    public Agent stop(String lastMessage) {
        return note(
                "Stop", client.hook("Stop").put("stop_hook_active", false).put("last_assistant_message", lastMessage));
    }

    /** The context is full, or the user says so. */
    public Agent compact(String trigger) {
        var requests = new ArrayList<>(client.requests(client.hook("PreCompact").put("trigger", trigger)));
        requests.addAll(client.requests(client.hook("SubagentStop")
                .put("agent_id", "a" + desk.steps().size())
                .put("agent_type", "")));
        requests.addAll(client.requests(client.hook("SessionStart").put("source", "compact")));
        requests.addAll(client.requests(
                client.hook("PostCompact").put("trigger", trigger).put("compact_summary", "<summary>")));
        desk.note("compaction", requests, true);
        return this;
    }

    /** Somebody must allow something. */
    public Agent asks(String message) {
        return note(
                "Notification",
                client.hook("Notification")
                        .put("notification_type", "permission_prompt")
                        .put("message", message));
    }

    /** The end of the client: {@code prompt_input_exit} on purpose, {@code other} when the connection dropped. */
    public Agent ends(String reason) {
        ended = true;
        return note("SessionEnd " + reason, client.hook("SessionEnd").put("reason", reason));
    }

    /** What its client still says when the connection drops; it may have ended before. */
    void drops() {
        if (!ended) {
            ends("other");
        }
    }

    /** The same session goes on in a new process: {@code claude --resume}. */
    public Agent continues() {
        starts("resume");
        return this;
    }

    /** The connection drops in the middle; a new session takes the work over. */
    public Agent dropsAndResumes() {
        ends("other");
        var requests = new ArrayList<>(started("startup"));
        requests.addAll(client.requests(client.hook("UserPromptSubmit").put("prompt", "resume")));
        desk.note("resume in a new session", requests, false);
        return this;
    }

    /** What the project's own scripts tell the system, or its tools do. */
    public Agent epic(String id, String name) {
        epic = id;
        return tell(
                "epic_started", Map.of("epic_id", id, "feature_name", name, "estimated_hours", 4, "spawned_by", "dev"));
    }

    /** It is done, and still what was worked on last. */
    public Agent completesEpic(String id) {
        return tell(
                "epic_completed", Map.of("epic_id", id, "duration_hours", 3, "files_changed", 2, "tests_passed", 5));
    }

    /** A heartbeat that names the epic. */
    public Agent says(String currentEpic) {
        epic = currentEpic;
        var body = JSON.createObjectNode().put("current_epic", currentEpic);
        desk.note(
                "heartbeat",
                List.of(api("/api/v1/instances/%s/heartbeat".formatted(Marks.instance(session())), body)),
                false);
        return this;
    }

    private Agent tell(String eventType, Map<String, Object> data) {
        var body = JSON.createObjectNode()
                .put("instance_id", Marks.instance(session()))
                .put("event_type", eventType);
        body.set("event_data", JSON.valueToTree(data));
        desk.note(eventType, List.of(api("/api/v1/events", body)), false);
        return this;
    }

    private Request api(String path, ObjectNode body) {
        return new Request(path, Request.JSON, "", body.toString());
    }

    // Who else is there.

    /** Another agent in the same directory. */
    public Agent besides() {
        var other = new Agent(desk, project);
        other.starts("startup");
        return other;
    }

    /** Another agent at a desk of its own, with a clone of the same repository. */
    public Agent elsewhere() {
        var clone = desk.root().resolve("kim/shop");
        desk.shell()
                .git(
                        desk.root(),
                        "clone",
                        "-q",
                        desk.root().resolve("dev/origin.git").toString(),
                        clone.toString());
        var other = new Agent(desk, clone);
        other.starts("startup");
        return other;
    }

    // What the agent does with its tools.

    /** A command line that succeeds. */
    public Agent bash(String line) {
        require(run(line, _ -> {}), true, line);
        return this;
    }

    /** A command line that fails. */
    public Agent fails(String line) {
        require(run(line, _ -> {}), false, line);
        return this;
    }

    /** A command line that succeeds and brings others' work here, which this session has not changed. */
    public Agent pulls(String line) {
        require(run(line, this::takeAsGiven), true, line);
        return this;
    }

    /** The same, and it ends in a conflict. */
    public Agent conflicts(String line) {
        require(run(line, this::takeAsGiven), false, line);
        return this;
    }

    /** What has changed beside this session's own work is where that work stands on now. */
    void takeAsGiven(Sight earlier) {
        var mine = Oracle.changes(before, earlier.contents()).keySet();
        var now = desk.look(project).contents();
        Oracle.changes(before, now).keySet().stream()
                .filter(path -> !mine.contains(path))
                .forEach(path -> before.compute(path, (_, _) -> now.get(path)));
    }

    /** A command line that runs until the client is killed; it changes nothing. */
    public Agent begins(String line) {
        var call = bashCall(line);
        return note("Bash begins: " + line, call, "PreToolUse");
    }

    /** A command line that the user does not allow. */
    public Agent isDenied(String line) {
        var call = bashCall(line);
        note("Bash: " + line, call, "PreToolUse");
        call.put("tool_response", "The user doesn't want to proceed with this tool use. The tool use was rejected.");
        desk.note("denied: " + line, client.denies(call), false);
        return this;
    }

    private ObjectNode bashCall(String line) {
        var call = call("Bash");
        call.putObject("tool_input").put("command", line).put("description", "Run " + line.split(" ", 2)[0]);
        return call;
    }

    private Outcome run(String line, Consumer<Sight> whenDone) {
        var call = bashCall(line);
        note("Bash: " + line, call, "PreToolUse");
        var earlier = desk.look(project);
        var here = desk.root().resolve("papers/cwd");
        var script = "trap 'pwd -P > \"%s\"' EXIT\n%s".formatted(here, line);
        var outcome = desk.shell().run(client.directory(), List.of("bash", "-c", script));
        desk.touched();
        whenDone.accept(earlier);
        var results = desk.testResults().take();
        tests = results == null ? tests : results;
        failed.remove(line);
        if (outcome.succeeded()) {
            call.putObject("tool_response")
                    .put("stdout", outcome.out().stripTrailing())
                    .put("stderr", outcome.err().stripTrailing())
                    .put("interrupted", false)
                    .put("isImage", false);
        } else {
            failed.add(line);
            var printed = (outcome.out() + outcome.err()).stripTrailing();
            call.put("error", "Exit code " + outcome.exit() + (printed.isEmpty() ? "" : "\n" + printed));
        }
        client.cd(Path.of(content(here).strip()));
        note("Bash: " + line, call, outcome.succeeded() ? "PostToolUse" : "PostToolUseFailure");
        return outcome;
    }

    /** The Write tool. */
    public Agent write(String path, String content) {
        var file = project.resolve(path);
        var call = call("Write");
        call.putObject("tool_input").put("file_path", file.toString()).put("content", content);
        note("Write: " + path, call, "PreToolUse");
        var old = Files.exists(file) ? content(file) : null;
        save(file, content);
        var response = call.putObject("tool_response")
                .put("type", old == null ? "create" : "update")
                .put("filePath", file.toString())
                .put("content", content)
                .put("originalFile", old);
        response.putArray("structuredPatch");
        return note("Write: " + path, call, "PostToolUse");
    }

    /** The Edit tool. {@code from} must be there. */
    public Agent edit(String path, String from, String to) {
        var file = project.resolve(path);
        var call = call("Edit");
        call.putObject("tool_input")
                .put("file_path", file.toString())
                .put("old_string", from)
                .put("new_string", to)
                .put("replace_all", false);
        note("Edit: " + path, call, "PreToolUse");
        var old = content(file);
        if (!old.contains(from)) {
            throw new IllegalStateException(path + " does not contain " + from);
        }
        save(file, old.replace(from, to));
        call.putObject("tool_response")
                .put("filePath", file.toString())
                .put("oldString", from)
                .put("newString", to)
                .put("originalFile", old)
                .putArray("structuredPatch");
        return note("Edit: " + path, call, "PostToolUse");
    }

    /** An Edit that finds nothing to replace; no command line, and nothing changes. */
    public Agent editsInVain(String path, String from) {
        var call = call("Edit");
        call.putObject("tool_input")
                .put("file_path", project.resolve(path).toString())
                .put("old_string", from)
                .put("new_string", "");
        note("Edit: " + path, call, "PreToolUse");
        call.put("error", "<tool_use_error>String to replace not found in file.\nString: " + from);
        return note("Edit in vain: " + path, call, "PostToolUseFailure");
    }

    /** The Read tool. */
    public Agent read(String path) {
        var file = project.resolve(path);
        var call = call("Read");
        call.putObject("tool_input").put("file_path", file.toString());
        var content = content(file);
        call.putObject("tool_response")
                .put("type", "text")
                .putObject("file")
                .put("filePath", file.toString())
                .put("content", content);
        return note("Read: " + path, call, "PostToolUse");
    }

    /** A new task. Its number is how many there have been in this session. */
    public Agent task(String subject) {
        var id = ++created;
        var call = call("TaskCreate");
        call.putObject("tool_input").put("subject", subject).put("description", subject);
        call.putObject("tool_response")
                .putObject("task")
                .put("id", String.valueOf(id))
                .put("subject", subject);
        tasks.put(taskKey(id), subject);
        return note("task: " + subject, call, "PostToolUse");
    }

    /** @param status in_progress, completed or deleted */
    public Agent task(int id, String status) {
        var call = call("TaskUpdate");
        call.putObject("tool_input").put("taskId", String.valueOf(id)).put("status", status);
        call.putObject("tool_response").put("success", true).put("taskId", String.valueOf(id));
        if (!status.equals("in_progress")) {
            tasks.remove(taskKey(id));
        }
        return note("task " + id + " " + status, call, "PostToolUse");
    }

    /** Their numbers begin anew in each session. */
    private String taskKey(int id) {
        return session() + "/" + id;
    }

    /** The list of older clients, written as a whole: {@code done} and what is still to be done. */
    public Agent todos(List<String> done, List<String> open) {
        var call = call("TodoWrite");
        var todos = call.putObject("tool_input").putArray("todos");
        done.forEach(text -> todos.addObject().put("content", text).put("status", "completed"));
        open.forEach(text -> todos.addObject().put("content", text).put("status", "pending"));
        call.putObject("tool_response");
        list = List.copyOf(open);
        return note("todos", call, "PostToolUse");
    }

    /** A sub-agent begins. */
    public Agent spawns(String id, String type) {
        subagents.put(id, type);
        return note(
                "SubagentStart " + type,
                client.hook("SubagentStart").put("agent_id", id).put("agent_type", type));
    }

    /** What a sub-agent does. */
    public Agent inside(String id, Runnable work) {
        inside = id;
        work.run();
        inside = null;
        return this;
    }

    /** A sub-agent ends. */
    public Agent finishes(String id, String lastMessage) {
        var type = subagents.remove(id);
        return note(
                "SubagentStop " + type,
                client.hook("SubagentStop")
                        .put("agent_id", id)
                        .put("agent_type", type)
                        .put("last_assistant_message", lastMessage));
    }

    private ObjectNode call(String tool) {
        var call = client.call(tool);
        return inside == null ? call : call.put("agent_id", inside).put("agent_type", subagents.get(inside));
    }

    private Agent note(String what, ObjectNode call, String event) {
        var isBefore = event.equals("PreToolUse");
        desk.note(
                (isBefore ? "before " : "") + what,
                isBefore ? client.announces(call) : client.ends(call, event),
                false);
        return this;
    }

    private Agent note(String what, ObjectNode hook) {
        desk.note(what, client.requests(hook), false);
        return this;
    }

    private void save(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            desk.wrote(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(Outcome outcome, boolean success, String line) {
        if (outcome.succeeded() != success) {
            throw new IllegalStateException(
                    "%s ends with %d: %s%s".formatted(line, outcome.exit(), outcome.out(), outcome.err()));
        }
    }
}
