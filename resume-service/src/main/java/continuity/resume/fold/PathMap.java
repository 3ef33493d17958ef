package continuity.resume.fold;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Paths of the directory that the work happened in, as they are written where it goes on. Machines may be of different
 * kinds, so a path is text: never looked up, and relative ones are written with {@code /}, which git takes everywhere.
 *
 * @param from the directory of the work, null while unknown
 * @param to the same directory where the work goes on, in the caller's own words; null where nobody named it
 */
public record PathMap(@Nullable String from, @Nullable String to) {

    private static final Pattern WINDOWS = Pattern.compile("([A-Za-z]:[/\\\\]|\\\\\\\\).*", Pattern.DOTALL);
    private static final Pattern CLIMBS = Pattern.compile("(.*/)?\\.\\.(/.*)?", Pattern.DOTALL);

    /** Whether both ends are known. */
    public boolean isKnown() {
        return from != null && to != null;
    }

    /** Whether the directory has another name where the work goes on. */
    public boolean moves() {
        return from != null && to != null && !comparable(directory(from)).equals(comparable(directory(to)));
    }

    /** Whether neither directory lies within the other. */
    public boolean movesAway() {
        return from != null && to != null && moves() && !isWithin(from, to) && !isWithin(to, from);
    }

    private boolean isWithin(String path, String ancestor) {
        return comparable(directory(path)).startsWith(comparable(directory(ancestor)) + "/");
    }

    /** {@code path} from the directory on where it lies within, else as it is. */
    public String relative(String path) {
        if (from == null) {
            return path;
        }
        var prefix = directory(from) + "/";
        var whole = isWindows(from) ? slashed(path) : path;
        if (whole.length() <= prefix.length()
                || !comparable(whole.substring(0, prefix.length())).equals(comparable(prefix))) {
            return path;
        }
        var below = whole.substring(prefix.length());
        return CLIMBS.matcher(below).matches() ? path : below;
    }

    /** Whether {@code path} is an absolute one that does not lie within the directory. */
    public boolean leavesOut(String path) {
        return (path.startsWith("/") || isWindows(path)) && relative(path).equals(path);
    }

    /** Windows takes capital and small letters for the same; elsewhere they differ. */
    private String comparable(String path) {
        return from != null && isWindows(from) ? path.toLowerCase(Locale.ROOT) : path;
    }

    /** Without a slash at its end, so that the root itself is empty. */
    private static String directory(String path) {
        return (isWindows(path) ? slashed(path) : path).replaceAll("/+$", "");
    }

    private static String slashed(String path) {
        return path.replace('\\', '/');
    }

    private static boolean isWindows(String path) {
        return WINDOWS.matcher(path).matches();
    }
}
