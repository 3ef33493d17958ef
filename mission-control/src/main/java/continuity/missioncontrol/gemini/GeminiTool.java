package continuity.missioncontrol.gemini;

import continuity.missioncontrol.claudecode.Fields;
import continuity.missioncontrol.claudecode.UnifiedDiff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tool call of Gemini CLI: its name, its input and what came of it, in Claude Code's words. */
final class GeminiTool {

    private static final String SHELL = "run_shell_command";
    private static final String TODOS = "write_todos";

    private static final Map<String, String> NAMES =
            Map.of(SHELL, "Bash", "replace", "Edit", "write_file", "Write", "read_file", "Read", TODOS, "TodoWrite");

    private static final Pattern ABSOLUTE = Pattern.compile("(?:/|\\\\\\\\|[A-Za-z]:[/\\\\]).*", Pattern.DOTALL);

    /** Frames what comes from outside the model. */
    private static final Pattern FRAME = Pattern.compile("\\A<untrusted_context>\\n|\\n</untrusted_context>\\s*\\z");

    /**
     * What the client says of a shell command, below the output; not its {@code Error}, which may be the output's own.
     */
    private static final Pattern TRAILER =
            Pattern.compile("(Exit Code|Signal|Background PIDs|Process Group PGID): (.*)");

    private GeminiTool() {}

    static String name(Fields hook) {
        var name = hook.text("tool_name");
        var mcp = hook.object("mcp_context");
        return mcp.text("server_name").isEmpty()
                ? NAMES.getOrDefault(name, name)
                : "mcp__" + mcp.text("server_name") + "__" + mcp.text("tool_name");
    }

    /** Paths come as the model wrote them; here they are absolute, so that one file is one file. */
    static Map<String, Object> input(Fields hook) {
        var input = new LinkedHashMap<String, Object>();
        hook.object("tool_input").fields().forEach((name, value) -> input.put(String.valueOf(name), value));
        var path = hook.object("tool_input").text("file_path");
        if (!path.isEmpty()) {
            input.put("file_path", absolute(hook.text("cwd"), path));
        }
        if (hook.text("tool_name").equals(TODOS)) {
            input.put("todos", todos(hook.object("tool_input").list("todos")));
        }
        return input;
    }

    private static List<Map<String, String>> todos(List<?> todos) {
        return todos.stream()
                .map(Fields::of)
                .map(todo -> Map.of("content", todo.text("description"), "status", todo.text("status")))
                .toList();
    }

    private static String absolute(String directory, String path) {
        return directory.isEmpty() || ABSOLUTE.matcher(path).matches() ? path : directory + "/" + path;
    }

    /** The fields that tell how the call ended; that of a failure changes the event, too. */
    static Map<String, Object> outcome(Fields hook) {
        var response = hook.object("tool_response");
        var said = response.text("llmContent");
        var failure = response.object("error").text("message");
        if (!failure.isEmpty()) {
            return failed(failure);
        }
        return switch (name(hook)) {
            case "Bash" -> shell(said);
            case "Edit", "Write" ->
                Map.of(
                        "tool_response",
                        edit(response.object("returnDisplay"), input(hook).get("file_path")));
            case "Read" -> Map.of("tool_response", Map.of("type", "text")); // the file itself is not kept
            default -> Map.of("tool_response", other(response.any("llmContent")));
        };
    }

    private static Map<String, Object> failed(String error) {
        return Map.of("hook_event_name", "PostToolUseFailure", "error", error);
    }

    private static Object other(@Nullable Object content) {
        return content instanceof String text ? unframed(text) : content == null ? "" : content;
    }

    private static Map<String, Object> edit(Fields display, @Nullable Object path) {
        var edit = new LinkedHashMap<String, Object>();
        edit.put("type", display.isTrue("isNewFile") ? "create" : "update");
        if (path != null) {
            edit.put("filePath", path);
        }
        edit.put("structuredPatch", UnifiedDiff.hunks(display.text("fileDiff")));
        return edit;
    }

    /** The output stands between a heading and a trailer, and only the trailer of a failure names an exit code. */
    private static Map<String, Object> shell(String said) {
        var text = unframed(said);
        var exitCode = "0";
        var end = text.length();
        while (end > 0) {
            var start = text.lastIndexOf('\n', end - 1) + 1;
            var trailer = TRAILER.matcher(text.substring(start, end));
            if (!trailer.matches()) {
                break;
            }
            exitCode = trailer.group(1).equals("Exit Code") ? trailer.group(2).strip() : exitCode;
            end = Math.max(0, start - 1);
        }
        var output = text.substring(text.startsWith("Output: ") ? Math.min("Output: ".length(), end) : 0, end);
        return exitCode.equals("0")
                ? Map.of("tool_response", Map.of("stdout", output))
                : failed("Exit code " + exitCode + "\n" + output);
    }

    private static String unframed(String text) {
        return FRAME.matcher(text).replaceAll("");
    }
}
