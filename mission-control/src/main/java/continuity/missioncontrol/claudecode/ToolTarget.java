package continuity.missioncontrol.claudecode;

import java.util.List;

/** What a tool worked on, in one line: the file, the command line, the pattern. */
final class ToolTarget {

    /** In characters. */
    static final int MAX_LENGTH = 500;

    private static final List<String> TELLING = List.of(
            "file_path", "notebook_path", "command", "pattern", "url", "query", "description", "subject", "path");

    private ToolTarget() {}

    /** Empty when the tool has no target that we know how to name. */
    static String of(String tool, Fields input) {
        if (tool.equals("Bash")) {
            return Excerpt.head(input.text("command"), MAX_LENGTH);
        }
        for (var name : TELLING) {
            if (!input.text(name).isEmpty()) {
                return Excerpt.head(input.text(name), MAX_LENGTH);
            }
        }
        return "";
    }
}
