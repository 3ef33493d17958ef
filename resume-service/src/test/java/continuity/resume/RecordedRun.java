package continuity.resume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.CommandLogged;
import continuity.contracts.EventAppended;
import continuity.contracts.InstanceStatus;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.Records;
import continuity.sanitizer.Sanitizer;
import continuity.testkit.RecordedHook;
import continuity.testkit.Recording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The records that a recorded session leads to. Stands in for mission-control and the command-log, of whose rules it
 * knows just those that the two recordings need;
 */
final class RecordedRun {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Sanitizer SANITIZER = Sanitizer.withKey(new byte[32]);
    private static final Pattern PASSED = Pattern.compile("^# pass (\\d+)", Pattern.MULTILINE);
    private static final Pattern FAILED = Pattern.compile("^# fail (\\d+)", Pattern.MULTILINE);
    private static final Pattern MESSAGE = Pattern.compile("commit -q -m '([^']*)'");

    private final List<Object> records = new ArrayList<>();
    private final Map<String, UUID> commandIds = new HashMap<>();
    private long sequence;

    private RecordedRun() {}

    /** Commands and events, in the order in which they arose. */
    static List<Object> records(String recording) {
        var run = new RecordedRun();
        Recording.load(recording).forEach(run::hook);
        return run.records;
    }

    static Evidence evidence(String recording, InstanceStatus status, @Nullable String closedReason, Instant end) {
        var row = Records.changed(Records.instance(status, closedReason), 3, end);
        return records(recording).stream()
                .map(record -> record instanceof CommandLogged command
                        ? Evidence.of(command)
                        : Evidence.of((EventAppended) record))
                .reduce(Evidence.of(row), Evidence::join);
    }

    private void hook(RecordedHook hook) {
        var body = read(hook.body());
        var prompt = body.path("prompt").asText();
        switch (hook.event()) {
            case "SessionStart" -> event(hook, "instance_registered", Map.of("instance_type", "PS", "project", "shop"));
            case "UserPromptSubmit" -> {
                if (!prompt.startsWith("<task-notification>")) {
                    event(hook, "user_message", Map.of("text", prompt));
                }
            }
            case "PreToolUse" -> {
                var command = commandId(body);
                var target = body.at("/tool_input/command")
                        .asText(body.at("/tool_input/file_path").asText());
                event(
                        hook,
                        "tool_use",
                        Map.of(
                                "tool_name", body.path("tool_name").asText(),
                                "command_id", command.toString(),
                                "target", target,
                                "tool_use_id", body.path("tool_use_id").asText()));
            }
            case "PostToolUse" -> command(hook, body, true);
            case "PostToolUseFailure" -> command(hook, body, false);
            case "SubagentStart" -> event(hook, "spawn_decision", subagent(body));
            case "SubagentStop" -> event(hook, "subagent_stopped", subagent(body));
            case "Stop" -> event(hook, "turn_ended", Map.of("outcome", "completed"));
            default -> {
                // tells nothing of the work
            }
        }
    }

    private static Map<String, Object> subagent(JsonNode body) {
        return Map.of(
                "agent_id", body.path("agent_id").asText(),
                "subagent_type", body.path("agent_type").asText());
    }

    private void command(RecordedHook hook, JsonNode body, boolean success) {
        var result = JSON.convertValue(body.path("tool_response"), Object.class);
        var command = new CommandLogged(
                commandId(body),
                Records.ID,
                "shop",
                "laptop",
                1,
                "hook",
                body.path("tool_name").asText(),
                body.at("/tool_input/description").asText(null),
                body.path("tool_name").asText(),
                parameters(body),
                success ? result : null,
                success ? null : body.path("error").asText(),
                success,
                1L,
                List.of(),
                Map.of(
                        "session_id", body.path("session_id").asText(),
                        "cwd", body.path("cwd").asText(),
                        "tool_use_id", body.path("tool_use_id").asText()),
                null,
                hook.at());
        records.add(command);
        var output = success
                ? body.at("/tool_response/stdout").asText()
                : body.path("error").asText();
        derive(hook, String.valueOf(command.parameters().get("command")), output, success);
    }

    private void derive(RecordedHook hook, String line, String output, boolean success) {
        var message = MESSAGE.matcher(line);
        if (success && message.find()) {
            event(
                    hook,
                    "commit_created",
                    Map.of("commit_hash", output.substring(0, 7), "message", message.group(1), "branch", "main"));
        }
        var passed = PASSED.matcher(output);
        var failed = FAILED.matcher(output);
        if (passed.find() && failed.find()) {
            var data = Map.<String, Object>of(
                    "test_type",
                    "node",
                    "passed_count",
                    Integer.parseInt(passed.group(1)),
                    "failed_count",
                    Integer.parseInt(failed.group(1)),
                    "command",
                    line);
            event(hook, failed.group(1).equals("0") ? "test_passed" : "test_failed", data);
        }
    }

    private void event(RecordedHook hook, String type, Map<String, Object> data) {
        sequence++;
        records.add(Records.event(sequence, hook.at(), type, data));
    }

    private UUID commandId(JsonNode body) {
        return commandIds.computeIfAbsent(body.path("tool_use_id").asText(), id -> Records.id(500 + commandIds.size()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parameters(JsonNode body) {
        return JSON.convertValue(body.path("tool_input"), Map.class);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.valueToTree(
                    SANITIZER.object(JSON.readValue(json, new TypeReference<Map<String, Object>>() {})));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
