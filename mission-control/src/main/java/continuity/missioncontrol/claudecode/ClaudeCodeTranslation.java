package continuity.missioncontrol.claudecode;

import continuity.contracts.Uuid7;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Links.UnendedCall;
import continuity.missioncontrol.delivery.Outgoing;
import continuity.missioncontrol.delivery.Outgoing.Close;
import continuity.missioncontrol.delivery.Outgoing.EmitEvent;
import continuity.missioncontrol.delivery.Outgoing.Heartbeat;
import continuity.missioncontrol.delivery.Outgoing.LinkTranscript;
import continuity.missioncontrol.delivery.Outgoing.LogCommand;
import continuity.missioncontrol.delivery.Outgoing.Register;
import continuity.missioncontrol.delivery.Outgoing.RequestCheckpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns one hook of Claude Code into records.
 *
 * <table>
 * <caption>hook → what is told to whom</caption>
 * <tr><td>SessionStart</td><td>registration and the place of the transcript, unless the source is {@code compact}
 * </td></tr>
 * <tr><td>UserPromptSubmit</td><td>{@code user_message}, unless the client made the prompt itself or it asks for a
 * resume</td></tr>
 * <tr><td>PreToolUse</td><td>{@code tool_use} under the prompt, or under the sub-agent's start</td></tr>
 * <tr><td>PostToolUse, PostToolUseFailure</td><td>a command</td></tr>
 * <tr><td>PostToolBatch</td><td>a failed command for each call that was announced and never ran: it was denied</td></tr>
 * <tr><td>SubagentStart, SubagentStop</td><td>{@code spawn_decision}, {@code subagent_stopped}; a stop without a type is
 * the end of a compaction, not of a sub-agent</td></tr>
 * <tr><td>Stop, StopFailure</td><td>{@code turn_ended}</td></tr>
 * <tr><td>Notification</td><td>{@code input_requested}, if the agent stands still until somebody answers</td></tr>
 * <tr><td>PreCompact</td><td>a checkpoint</td></tr>
 * <tr><td>SessionEnd</td><td>close</td></tr>
 * <tr><td>GitState, from the git hook</td><td>{@code git_observed}</td></tr>
 * <tr><td>anything else</td><td>nothing but the sign of life that every hook is, except the last one and git's</td></tr>
 * </table>
 *
 * <p>Pure: the same delivery always gives the same records with the same ids.
 */
public final class ClaudeCodeTranslation {

    public static final String CLIENT = "claude-code";

    /** Longest text of an event, in characters. */
    static final int MAX_EVENT_TEXT = 500;

    /** Our own server's tool that writes a log entry: logging that it logged says nothing. */
    private static final Pattern LOGGING_TOOL = Pattern.compile("mcp__(?:.*_)?meta__log_command");

    /** The notifications that ask for something; others only tell. */
    private static final Set<String> REQUESTS = Set.of("permission_prompt", "idle_prompt", "elicitation_dialog");

    private ClaudeCodeTranslation() {}

    public static List<Outgoing> translate(Delivery hook) {
        var records = new ArrayList<Outgoing>();
        if (!hook.links().repeated()) {
            records.addAll(records(hook, new Fields(hook.body())));
        }
        if (isSignOfLife(hook)) {
            records.add(new Heartbeat(hook.links().running()));
        }
        return records;
    }

    /** The git hook comes with another one, which is; what git says may come after the end. */
    private static boolean isSignOfLife(Delivery hook) {
        return !hook.event().equals("SessionEnd") && !hook.event().equals(GitHookBody.EVENT);
    }

    private static List<? extends Outgoing> records(Delivery hook, Fields fields) {
        return switch (hook.event()) {
            case "SessionStart" -> fields.text("source").equals("compact") ? List.of() : begun(fields);
            case "UserPromptSubmit" -> userMessage(hook, fields.text("prompt"));
            case "PreToolUse" -> toolUse(hook, fields);
            case "PostToolUse" -> ended(hook, fields, true);
            case "PostToolUseFailure" -> ended(hook, fields, false);
            case "PostToolBatch" -> denied(hook, fields);
            case "SubagentStart" -> spawned(hook, fields);
            case "SubagentStop" -> subagentStopped(hook, fields);
            case "Stop" -> turnEnded(hook, fields, "completed");
            case "StopFailure" -> turnEnded(hook, fields, "failed");
            case "Notification" -> inputRequested(hook, fields);
            case "PreCompact" -> List.of(new RequestCheckpoint("compaction"));
            case "SessionEnd" -> List.of(new Close(fields.text("reason")));
            case GitHookBody.EVENT -> gitObserved(hook, fields);
            default -> List.of();
        };
    }

    /** Whether a person wrote it for the model. */
    static boolean isUserMessage(String prompt) {
        return !prompt.isBlank()
                && !prompt.startsWith("<task-notification>")
                && ResumePrompt.in(prompt).isEmpty();
    }

    static UUID userMessageId(Delivery hook) {
        return Uuid7.derive(hook.deliveryId(), "user_message");
    }

    static UUID toolUseId(Delivery hook) {
        return Uuid7.derive(hook.deliveryId(), "tool_use");
    }

    static UUID spawnId(Delivery hook) {
        return Uuid7.derive(hook.deliveryId(), "spawn_decision");
    }

    private static List<Outgoing> begun(Fields fields) {
        var transcript = fields.text("transcript_path");
        return transcript.isEmpty() ? List.of(new Register()) : List.of(new Register(), new LinkTranscript(transcript));
    }

    private static List<EmitEvent> userMessage(Delivery hook, String prompt) {
        if (!isUserMessage(prompt)) {
            return List.of();
        }
        var data = Map.<String, Object>of("text", Excerpt.head(prompt, MAX_EVENT_TEXT));
        return List.of(new EmitEvent(userMessageId(hook), "user_message", data, null));
    }

    private static List<EmitEvent> toolUse(Delivery hook, Fields fields) {
        var tool = fields.text("tool_name");
        if (tool.isEmpty() || isLoggingTool(tool)) {
            return List.of();
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("tool_name", tool);
        putIfKnown(data, "tool_use_id", fields.text("tool_use_id"));
        putIfKnown(data, "command_id", hook.links().commandId());
        putIfKnown(data, "target", ToolTarget.of(tool, fields.object("tool_input")));
        putIfKnown(data, "agent_id", fields.text("agent_id"));
        return List.of(
                new EmitEvent(toolUseId(hook), "tool_use", data, hook.links().parentEventId()));
    }

    private static List<LogCommand> ended(Delivery hook, Fields fields, boolean success) {
        var commandId = hook.links().commandId();
        if (commandId == null || fields.text("tool_name").isEmpty() || isLoggingTool(fields.text("tool_name"))) {
            return List.of();
        }
        var context = context(hook, fields, hook.links().parentEventId());
        if (fields.isTrue("is_interrupt")) {
            context.put("interrupted", true);
        }
        if (success && isStillRunning(fields)) {
            context.put("background", true);
        }
        return List.of(command(
                fields,
                commandId,
                fields.any("tool_response"),
                success ? null : fields.text("error"),
                fields.number("duration_ms"),
                context));
    }

    /** Whether only the start of a command line is told: it goes on in the background. */
    private static boolean isStillRunning(Fields call) {
        return call.text("tool_name").equals("Bash")
                && (call.object("tool_input").isTrue("run_in_background")
                        || !call.object("tool_response")
                                .text("backgroundTaskId")
                                .isEmpty());
    }

    private static List<LogCommand> denied(Delivery hook, Fields fields) {
        var commands = new ArrayList<LogCommand>();
        for (var element : fields.list("tool_calls")) {
            var call = Fields.of(element);
            for (UnendedCall unended : hook.links().unended()) {
                if (unended.toolUseId().equals(call.text("tool_use_id")) && !isLoggingTool(call.text("tool_name"))) {
                    var why =
                            call.text("tool_response").isEmpty() ? "The call did not run" : call.text("tool_response");
                    var context = context(hook, call, unended.parentEventId());
                    context.put("denied", true);
                    commands.add(command(call, unended.commandId(), null, why, null, context));
                }
            }
        }
        return commands;
    }

    private static LogCommand command(
            Fields call,
            UUID commandId,
            @Nullable Object result,
            @Nullable String error,
            @Nullable Long durationMs,
            Map<String, Object> context) {
        var tool = call.text("tool_name");
        var input = call.object("tool_input");
        var description = input.text("description");
        return new LogCommand(
                commandId,
                tool.startsWith("mcp__") ? tool : tool.toLowerCase(Locale.ROOT),
                tool,
                description.isEmpty() ? null : description,
                parameters(input),
                result,
                error,
                context.containsKey("background") ? null : error == null,
                durationMs,
                context);
    }

    private static Map<String, Object> parameters(Fields input) {
        var parameters = new LinkedHashMap<String, Object>();
        input.fields().forEach((name, value) -> {
            putIfKnown(parameters, String.valueOf(name), value);
        });
        return parameters;
    }

    private static Map<String, Object> context(Delivery hook, Fields call, @Nullable UUID announcedBy) {
        var fields = new Fields(hook.body());
        var context = new LinkedHashMap<String, Object>();
        context.put("client", hook.client());
        context.put("session_id", hook.sessionId());
        putIfKnown(context, "tool_use_id", call.text("tool_use_id"));
        putIfKnown(context, "agent_id", fields.text("agent_id"));
        putIfKnown(context, "cwd", fields.text("cwd"));
        putIfKnown(context, "prompt_id", fields.text("prompt_id"));
        putIfKnown(context, "parent_event_id", announcedBy);
        putIfKnown(context, "target", ToolTarget.of(call.text("tool_name"), call.object("tool_input")));
        return context;
    }

    private static List<EmitEvent> spawned(Delivery hook, Fields fields) {
        var type = fields.text("agent_type");
        if (type.isEmpty()) {
            return List.of();
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("subagent_type", type);
        putIfKnown(data, "agent_id", fields.text("agent_id"));
        return List.of(new EmitEvent(
                spawnId(hook), "spawn_decision", data, hook.links().parentEventId()));
    }

    private static List<EmitEvent> subagentStopped(Delivery hook, Fields fields) {
        if (fields.text("agent_type").isEmpty()) {
            return List.of();
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("agent_id", fields.text("agent_id"));
        data.put("subagent_type", fields.text("agent_type"));
        putLastMessage(data, fields);
        return List.of(event(hook, "subagent_stopped", data));
    }

    private static List<EmitEvent> turnEnded(Delivery hook, Fields fields, String outcome) {
        var data = new LinkedHashMap<String, Object>();
        data.put("outcome", outcome);
        putLastMessage(data, fields);
        return List.of(event(hook, "turn_ended", data));
    }

    private static List<EmitEvent> inputRequested(Delivery hook, Fields fields) {
        var reason = fields.text("notification_type");
        if (!REQUESTS.contains(reason)) {
            return List.of();
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("reason", reason);
        putIfKnown(data, "message", Excerpt.head(fields.text("message"), MAX_EVENT_TEXT));
        return List.of(event(hook, "input_requested", data));
    }

    private static List<EmitEvent> gitObserved(Delivery hook, Fields fields) {
        if (!(fields.any(GitHookBody.GIT) instanceof Map<?, ?> state)) {
            return List.of();
        }
        var data = new LinkedHashMap<String, Object>();
        state.forEach((name, value) -> data.put(String.valueOf(name), value));
        putIfKnown(data, "directory", hook.directory());
        putIfKnown(data, "machine", hook.machine());
        putIfKnown(data, "hook", fields.text("hook_event_name"));
        return List.of(event(hook, "git_observed", data));
    }

    private static EmitEvent event(Delivery hook, String type, Map<String, Object> data) {
        return new EmitEvent(
                Uuid7.derive(hook.deliveryId(), type), type, data, hook.links().parentEventId());
    }

    private static void putLastMessage(Map<String, Object> data, Fields fields) {
        putIfKnown(data, "last_message", Excerpt.head(fields.text("last_assistant_message"), MAX_EVENT_TEXT));
    }

    private static boolean isLoggingTool(String tool) {
        return LOGGING_TOOL.matcher(tool).matches();
    }

    private static void putIfKnown(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            data.put(name, value instanceof UUID id ? id.toString() : value);
        }
    }
}
