package continuity.missioncontrol.opencode;

import continuity.missioncontrol.claudecode.Fields;
import continuity.missioncontrol.claudecode.UnifiedDiff;
import continuity.missioncontrol.codex.PatchText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A tool call of opencode in Claude Code's words. */
final class OpencodeTool {

    private static final Map<String, String> NAMES = Map.of(
            "bash",
            "Bash",
            "edit",
            "Edit",
            "write",
            "Write",
            "read",
            "Read",
            "task",
            "Task",
            "apply_patch",
            "apply_patch");

    private static final Map<String, String> INPUTS =
            Map.of("filePath", "file_path", "oldString", "old_string", "newString", "new_string");

    /** They are over at once, or fail without a word. */
    private static final Set<String> AT_ONCE = Set.of("Edit", "Write", "Read", "apply_patch", "glob", "grep", "list");

    /** The list itself is published each time it changes, so the tool that changes it has nothing to add. */
    private static final String TODO_TOOL = "todowrite";

    private OpencodeTool() {}

    /** The fields of a tool call or a list of things to do; none if it is something else. */
    static Map<String, Object> fields(Fields hook) {
        var event = hook.text("hook_event_name");
        var tool = hook.object("input").text("tool");
        return switch (event) {
            case "tool.execute.before" ->
                tool.equals(TODO_TOOL) || AT_ONCE.contains(name(tool))
                        ? Map.of()
                        : call("PreToolUse", hook, hook.object("output").object("args"));
            case "tool.execute.after" -> tool.equals(TODO_TOOL) ? Map.of() : ended(hook);
            case "event:todo.updated" -> todos(hook.object("event"));
            default -> Map.of();
        };
    }

    private static String name(String tool) {
        return NAMES.getOrDefault(tool, tool);
    }

    private static Map<String, Object> call(String event, Fields hook, Fields args) {
        var tool = name(hook.object("input").text("tool"));
        var call = new LinkedHashMap<String, Object>();
        call.put("hook_event_name", event);
        call.put("tool_name", tool);
        call.put("tool_use_id", hook.object("input").text("callID"));
        call.put("tool_input", tool.equals("apply_patch") ? PatchText.input(args.text("patchText")) : input(args));
        return call;
    }

    private static Map<String, Object> input(Fields args) {
        var input = new LinkedHashMap<String, Object>();
        args.fields().forEach((name, value) -> input.put(INPUTS.getOrDefault(name, String.valueOf(name)), value));
        return input;
    }

    private static Map<String, Object> ended(Fields hook) {
        var output = hook.object("output");
        var exit = output.object("metadata").number("exit");
        var call = call("PostToolUse", hook, hook.object("input").object("args"));
        if (exit != null && exit != 0) {
            call.put("hook_event_name", "PostToolUseFailure");
            call.put("error", "Exit code " + exit + "\n" + output.text("output"));
        } else {
            call.put("tool_response", response(hook, output));
        }
        return call;
    }

    private static Object response(Fields hook, Fields output) {
        var metadata = output.object("metadata");
        return switch (name(hook.object("input").text("tool"))) {
            case "Bash" -> Map.of("stdout", output.text("output"));
            case "Edit" -> Map.of("type", "update", "structuredPatch", UnifiedDiff.hunks(metadata.text("diff")));
            case "Write" ->
                Map.of(
                        "type",
                        Boolean.FALSE.equals(metadata.any("exists")) ? "create" : "update",
                        "content",
                        hook.object("input").object("args").text("content"));
            case "Read" -> Map.of("type", "text"); // the file itself is not kept
            default -> output.text("output").isEmpty() ? output.list("content") : output.text("output");
        };
    }

    private static Map<String, Object> todos(Fields event) {
        return Map.of(
                "hook_event_name",
                "PostToolUse",
                "tool_name",
                "TodoWrite",
                "tool_use_id",
                event.text("id"),
                "tool_input",
                Map.of("todos", event.object("properties").list("todos")));
    }
}
