package continuity.missioncontrol.claudecode;

import java.util.List;
import java.util.Map;

/** A unified diff of one file, as other clients report an edit, in the shape in which Claude Code does. */
public final class UnifiedDiff {

    private UnifiedDiff() {}

    /** For the field {@code structuredPatch}: the lines of all hunks, each with its sign. */
    public static List<Map<String, Object>> hunks(String diff) {
        var lines = diff.lines()
                .dropWhile(line -> !line.startsWith("@@"))
                .filter(line -> !line.startsWith("@@"))
                .toList();
        return lines.isEmpty() ? List.of() : List.of(Map.of("lines", lines));
    }
}
