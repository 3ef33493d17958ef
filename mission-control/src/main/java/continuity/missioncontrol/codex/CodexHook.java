package continuity.missioncontrol.codex;

import continuity.missioncontrol.claudecode.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A hook of Codex, which has nearly the words of Claude Code.
 *
 * <p>Codex reports no failure: a command that failed ends like any other, with its output as text. Only where Codex put
 * its own heading above the output, with an exit code, is a failure known.
 *
 * <p>A patch that could not be applied never ends at all; so a patch is not announced, else it would seem to run until
 * the turn is over.
 */
public final class CodexHook {

    private static final String PATCH = "apply_patch";

    /** What Codex writes above the output of its own tools. */
    private static final Pattern HEADING = Pattern.compile("\\AExit code: (-?\\d{1,10})\\RWall time: ");

    private CodexHook() {}

    /** The same hook as Claude Code would send it. */
    public static Map<String, Object> inCommonWords(Map<String, Object> hook) {
        var fields = new Fields(hook);
        var common = new LinkedHashMap<>(hook);
        if (!fields.text("turn_id").isEmpty()) {
            common.put("prompt_id", fields.text("turn_id"));
        }
        if (fields.text("tool_name").equals(PATCH)) {
            common.put("tool_input", PatchText.input(fields.object("tool_input").text("command")));
        }
        switch (fields.text("hook_event_name")) {
            case "PreToolUse" -> {
                if (fields.text("tool_name").equals(PATCH)) {
                    common.put("hook_event_name", "PatchAnnounced");
                }
            }
            case "PostToolUse" -> ended(fields.text("tool_response"), common);
            default -> {
                // the same words
            }
        }
        return common;
    }

    private static void ended(String output, Map<String, Object> common) {
        var heading = HEADING.matcher(output);
        if (heading.find() && !heading.group(1).equals("0")) {
            common.put("hook_event_name", "PostToolUseFailure");
            common.put("error", output);
        }
    }
}
