package continuity.missioncontrol.opencode;

import continuity.missioncontrol.claudecode.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the plugin for opencode posts: each hook of a plugin with its input and output, each event as it was published,
 * and of its own {@code session.continued}, since opencode does not say that a session goes on.
 *
 * <p>opencode does not say that a session ended, nor that a tool could not do its work; so only the tools that may run
 * for long are announced, else a failed edit would seem to run until the turn is over.
 *
 * <p>A sub-agent is a session of its own there; the plugin names the one it belongs to as {@code parentID}, and here it
 * is a sub-agent of that.
 */
public final class OpencodeHook {

    private static final String SUBAGENT = "subagent";

    private OpencodeHook() {}

    /** The same hook as Claude Code would send it. */
    public static Map<String, Object> inCommonWords(Map<String, Object> hook) {
        var fields = new Fields(hook);
        var parent = fields.text("parentID");
        var common = new LinkedHashMap<String, Object>();
        common.put("hook_event_name", fields.text("hook_event_name"));
        common.put("session_id", parent.isEmpty() ? session(fields) : parent);
        common.put("cwd", directory(fields));
        if (parent.isEmpty()) {
            common.putAll(ofTheAgent(fields));
        } else {
            common.put("agent_id", session(fields));
            common.put("agent_type", SUBAGENT);
            common.putAll(ofASubagent(fields));
        }
        return common;
    }

    private static Map<String, Object> ofTheAgent(Fields fields) {
        return switch (fields.text("hook_event_name")) {
            case "event:session.created" -> Map.of("hook_event_name", "SessionStart", "source", "startup");
            case "session.continued" -> Map.of("hook_event_name", "SessionStart", "source", "resume");
            case "chat.message" ->
                Map.of(
                        "hook_event_name",
                        "UserPromptSubmit",
                        "prompt",
                        prompt(fields.object("output")),
                        "prompt_id",
                        fields.object("output").object("message").text("id"));
            case "event:session.idle" -> ended("Stop", fields);
            case "experimental.session.compacting" -> Map.of("hook_event_name", "PreCompact", "trigger", "auto");
            default -> OpencodeTool.fields(fields);
        };
    }

    private static Map<String, Object> ofASubagent(Fields fields) {
        return switch (fields.text("hook_event_name")) {
            case "event:session.created" -> Map.of("hook_event_name", "SubagentStart");
            case "event:session.idle" -> ended("SubagentStop", fields);
            case "event:todo.updated" -> Map.of(); // its own list, not that of the work
            default -> OpencodeTool.fields(fields);
        };
    }

    private static Map<String, Object> ended(String event, Fields fields) {
        return Map.of("hook_event_name", event, "last_assistant_message", fields.text("last_assistant_message"));
    }

    private static String session(Fields fields) {
        var named = fields.object("input").text("sessionID");
        return named.isEmpty() ? fields.object("event").object("properties").text("sessionID") : named;
    }

    private static String directory(Fields fields) {
        var told = fields.text("directory");
        return told.isEmpty()
                ? fields.object("event").object("properties").object("info").text("directory")
                : told;
    }

    /** The person's own words; {@code opencode run} puts quotation marks around them. */
    private static String prompt(Fields output) {
        var text = output.list("parts").stream()
                .map(Fields::of)
                .filter(part -> part.text("type").equals("text") && !part.isTrue("synthetic"))
                .map(part -> part.text("text"))
                .collect(Collectors.joining("\n"));
        var quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
