package continuity.missioncontrol.claudecode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a tool's input and output. Only whole fields are dropped here, so that it can happen before
 * sanitising, which is what makes a hook with a large file cheap; {@link HookReduction#shorten} cuts the rest
 * afterwards.
 */
final class ToolReduction {

    /** Longest file content or piece of it that is kept, in characters; of a longer one only the size is. */
    static final int MAX_CONTENT = 2_000;

    private static final Set<String> EDITS = Set.of("Edit", "MultiEdit", "Write", "NotebookEdit");
    private static final Set<String> CONTENTS = Set.of("content", "old_string", "new_string", "new_source");

    private ToolReduction() {}

    static Map<String, Object> input(String tool, Fields input) {
        var kept = new LinkedHashMap<String, Object>();
        input.fields().forEach((name, value) -> {
            if (EDITS.contains(tool) && CONTENTS.contains(name) && value instanceof String content) {
                kept.put(name + "_lines", lines(content));
                if (content.length() <= MAX_CONTENT) {
                    kept.put(String.valueOf(name), content);
                }
            } else {
                kept.put(String.valueOf(name), value);
            }
        });
        return kept;
    }

    static @Nullable Object output(String tool, Fields input, @Nullable Object response) {
        if (!(response instanceof Map<?, ?> map)) {
            return response;
        }
        var output = new Fields(map);
        if (EDITS.contains(tool)) {
            return edit(tool, input, output);
        }
        return switch (tool) {
            case "Bash" -> bash(output);
            case "Read" -> read(output);
            case "Agent", "Task" ->
                output.only(List.of("status", "agentId", "agentType", "content", "totalDurationMs", "toolsUsed"));
            default -> map;
        };
    }

    private static Map<String, Object> edit(String tool, Fields input, Fields output) {
        var created = output.text("type").equals("create");
        var path = output.text("filePath").isEmpty() ? pathIn(input) : output.text("filePath");
        var added = changedLines(output, "+");
        var kept = new LinkedHashMap<String, Object>();
        kept.put("type", created ? "create" : "update");
        kept.put("file_path", path);
        kept.put("lines_added", added == 0 && created && tool.equals("Write") ? lines(output.text("content")) : added);
        kept.put("lines_removed", changedLines(output, "-"));
        return kept;
    }

    static String pathIn(Fields input) {
        return input.text("file_path").isEmpty() ? input.text("notebook_path") : input.text("file_path");
    }

    private static int changedLines(Fields output, String sign) {
        var count = 0;
        for (var hunk : output.list("structuredPatch")) {
            for (var line : Fields.of(hunk).list("lines")) {
                if (line instanceof String text && text.startsWith(sign)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static Map<String, Object> bash(Fields output) {
        var kept = output.only(List.of("stdout", "stderr", "interrupted", "backgroundTaskId", "persistedOutputSize"));
        if (output.isTrue("isImage")) {
            kept.put("stdout", "[image left out: " + output.text("stdout").length() + " characters]");
        }
        return kept;
    }

    private static Map<String, Object> read(Fields output) {
        var kept = new LinkedHashMap<String, Object>();
        kept.put("type", output.text("type"));
        kept.put("file", output.object("file").only(List.of("filePath", "numLines", "startLine", "totalLines")));
        return kept;
    }

    private static long lines(String text) {
        return text.lines().count();
    }
}
