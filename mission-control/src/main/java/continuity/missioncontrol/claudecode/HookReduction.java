package continuity.missioncontrol.claudecode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of a hook what somebody needs: {@link #keep} drops whole fields, then the caller sanitises, then
 * {@link #shorten} cuts what is too long. A hook that nobody needs keeps the fields that every hook has.
 */
public final class HookReduction {

    /** Longest output of a command, in characters. */
    static final int MAX_OUTPUT = 8_000;

    /** Longest other text, in characters. */
    static final int MAX_TEXT = 2_000;

    /** Longest list, in elements. */
    static final int MAX_ELEMENTS = 100;

    private static final List<String> EVERY_HOOK = List.of("cwd", "prompt_id", "agent_id", "agent_type");
    private static final List<String> TOOL_CALL = List.of("tool_name", "tool_use_id");

    private HookReduction() {}

    /**
     * The fields worth keeping.
     *
     * @param ended whether the tool call of that id is known to have ended: a batch repeats them all
     */
    public static Map<String, Object> keep(String event, Map<String, Object> body, Predicate<String> ended) {
        var hook = new Fields(body);
        return switch (event) {
            case "SessionStart" -> with(hook, "source", "model", "transcript_path");
            case "UserPromptSubmit" -> with(hook, "prompt");
            case "PreToolUse" -> toolCall(hook);
            case "PostToolUse" -> ended(hook);
            case "PostToolUseFailure" -> failed(hook);
            case "PostToolBatch" -> batch(hook, ended);
            case "SubagentStop", "Stop" -> with(hook, "last_assistant_message");
            case "StopFailure" -> with(hook, "last_assistant_message", "error");
            case "Notification" -> with(hook, "notification_type", "message");
            case "PreCompact" -> with(hook, "trigger");
            case "SessionEnd" -> with(hook, "reason");
            case GitHookBody.EVENT -> with(hook, "hook_event_name", "tool_use_id", GitHookBody.GIT);
            default -> with(hook);
        };
    }

    private static Map<String, Object> with(Fields hook, String... names) {
        return hook.only(Stream.concat(EVERY_HOOK.stream(), Stream.of(names)).toList());
    }

    private static Map<String, Object> toolCall(Fields hook) {
        var kept = with(hook, TOOL_CALL.toArray(String[]::new));
        kept.put("tool_input", ToolReduction.input(hook.text("tool_name"), hook.object("tool_input")));
        return kept;
    }

    private static Map<String, Object> ended(Fields hook) {
        var kept = toolCall(hook);
        kept.putAll(hook.only(List.of("duration_ms")));
        var response =
                ToolReduction.output(hook.text("tool_name"), hook.object("tool_input"), hook.any("tool_response"));
        if (response != null) {
            kept.put("tool_response", response);
        }
        return kept;
    }

    private static Map<String, Object> failed(Fields hook) {
        var kept = toolCall(hook);
        kept.putAll(hook.only(List.of("duration_ms", "error", "is_interrupt")));
        return kept;
    }

    private static Map<String, Object> batch(Fields hook, Predicate<String> ended) {
        var kept = with(hook);
        var unended = hook.list("tool_calls").stream()
                .map(Fields::of)
                .filter(call -> !ended.test(call.text("tool_use_id")))
                .map(HookReduction::batched)
                .toList();
        kept.put("tool_calls", unended);
        return kept;
    }

    private static Map<String, Object> batched(Fields call) {
        var kept = call.only(TOOL_CALL);
        kept.put("tool_input", ToolReduction.input(call.text("tool_name"), call.object("tool_input")));
        if (call.any("tool_response") instanceof String response) {
            kept.put("tool_response", response);
        }
        return kept;
    }

    /** The same hook with long texts and lists cut. Only for what has been sanitised. */
    public static Map<String, Object> shorten(Map<String, Object> body) {
        var shorter = new LinkedHashMap<String, Object>();
        body.forEach((name, value) -> {
            var isOutput = name.equals("tool_response") || name.equals("error") || name.equals("tool_calls");
            var cut = cut(value, isOutput ? MAX_OUTPUT : MAX_TEXT);
            if (cut != null) {
                shorter.put(name, cut);
            }
        });
        return shorter;
    }

    private static @Nullable Object cut(@Nullable Object value, int max) {
        return switch (value) {
            case String text -> Excerpt.headAndTail(text, max);
            case List<?> list ->
                list.stream()
                        .limit(MAX_ELEMENTS)
                        .map(element -> cut(element, max))
                        .toList();
            case Map<?, ?> map when isImage(map) -> Map.of("type", "image", "left_out", true);
            case Map<?, ?> map -> cutFields(map, max);
            case null, default -> value;
        };
    }

    private static Map<String, Object> cutFields(Map<?, ?> map, int max) {
        return map.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .collect(Collectors.toMap(
                        field -> Excerpt.head(String.valueOf(field.getKey()), MAX_TEXT),
                        field -> Objects.requireNonNull(cut(field.getValue(), max)),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    private static boolean isImage(Map<?, ?> map) {
        return "image".equals(map.get("type")) && (map.containsKey("data") || map.containsKey("source"));
    }
}
