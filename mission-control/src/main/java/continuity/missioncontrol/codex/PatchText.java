package continuity.missioncontrol.codex;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The text of a patch in Codex's format. A long one is reduced to the lines that name files: cut anywhere else it would
 * name fewer, or wrong ones.
 */
public final class PatchText {

    /** In characters; a text of this length is kept whole everywhere. */
    static final int MAX_LENGTH = 2_000;

    private static final Pattern FILE =
            Pattern.compile("^\\*\\*\\* (?:Add File|Update File|Delete File|Move to): (.+)$", Pattern.MULTILINE);

    private PatchText() {}

    /** A tool input with the patch, and with its files as the description of what was done. */
    public static Map<String, Object> input(String patch) {
        var files = FILE.matcher(patch).results().toList();
        return Map.of(
                "patch", patch.length() <= MAX_LENGTH ? patch : lines(files),
                "patch_lines", patch.lines().count(),
                "description",
                        String.join(
                                ", ",
                                fitting(files.stream()
                                        .map(file -> file.group(1).strip())
                                        .toList())));
    }

    private static String lines(List<MatchResult> files) {
        return String.join("\n", fitting(files.stream().map(MatchResult::group).toList()));
    }

    /** As many of these texts as have room. */
    private static List<String> fitting(List<String> texts) {
        var length = 0;
        for (var i = 0; i < texts.size(); i++) {
            length += texts.get(i).length() + 2;
            if (length > MAX_LENGTH) {
                return texts.subList(0, i);
            }
        }
        return texts;
    }
}
