package continuity.resume.fold;

import java.util.ArrayDeque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths of the agent's machine, which may be of another kind than ours: text, never looked up. */
final class FilePath {

    private static final Pattern ABSOLUTE = Pattern.compile("(/|[A-Za-z]:[/\\\\]|\\\\\\\\).*", Pattern.DOTALL);

    private FilePath() {}

    /** {@code path} as seen from {@code directory}; unchanged where it is absolute or the directory is unknown. */
    static String resolve(@Nullable String directory, String path) {
        if (ABSOLUTE.matcher(path).matches() || directory == null) {
            return path.startsWith("/") ? normalised(path) : path;
        }
        var joined = directory.replaceAll("[/\\\\]+$", "") + "/" + path;
        return joined.startsWith("/") ? normalised(joined) : joined;
    }

    /** Whether {@code path} lies inside the directory {@code ancestor}. */
    static boolean isWithin(String path, String ancestor) {
        return path.startsWith(ancestor.endsWith("/") ? ancestor : ancestor + "/");
    }

    static boolean isOneWithinTheOther(String one, String other) {
        return one.equals(other) || isWithin(one, other) || isWithin(other, one);
    }

    private static String normalised(String path) {
        var parts = new ArrayDeque<String>();
        for (var part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }
}
