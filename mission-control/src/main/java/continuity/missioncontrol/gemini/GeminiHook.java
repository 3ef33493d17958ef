package continuity.missioncontrol.gemini;

import continuity.missioncontrol.claudecode.CallId;
import continuity.missioncontrol.claudecode.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A hook of Gemini CLI. Its tool calls have no id, but a time, from which one is made. {@code PreCompress} comes before
 * every request to the model and is no sign of a compaction, so it keeps its name, which means nothing to us.
 */
public final class GeminiHook {

    private static final Map<String, String> EVENTS = Map.of(
            "BeforeAgent", "UserPromptSubmit",
            "BeforeTool", "PreToolUse",
            "AfterTool", "PostToolUse",
            "AfterAgent", "Stop");

    private GeminiHook() {}

    /** The same hook as Claude Code would send it. */
    public static Map<String, Object> inCommonWords(Map<String, Object> hook) {
        var fields = new Fields(hook);
        var event = fields.text("hook_event_name");
        var common = new LinkedHashMap<>(hook);
        common.put("hook_event_name", EVENTS.getOrDefault(event, event));
        switch (event) {
            case "BeforeTool" -> call(fields, common);
            case "AfterTool" -> {
                call(fields, common);
                common.putAll(GeminiTool.outcome(fields));
            }
            case "AfterAgent" -> common.put("last_assistant_message", fields.text("prompt_response"));
            default -> {
                // the same fields
            }
        }
        return common;
    }

    private static void call(Fields fields, Map<String, Object> common) {
        common.put("tool_name", GeminiTool.name(fields));
        common.put("tool_input", GeminiTool.input(fields));
        try {
            var at = Instant.parse(fields.text("timestamp"));
            var input = fields.object("tool_input").fields();
            common.put("tool_use_id", CallId.of(fields.text("tool_name"), input, at));
        } catch (DateTimeException e) {
            // without a time every delivery is a call of its own
        }
    }
}
