package continuity.contracts;

import java.util.Locale;
import java.util.regex.Pattern;

/** The rule for project names: 1–64 characters of {@code [a-z0-9-]}, neither beginning nor ending with a hyphen. */
public final class ProjectName {

    /** Longest project name, in characters. */
    public static final int MAX_LENGTH = 64;

    private static final Pattern RULE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    private ProjectName() {}

    public static boolean isValid(String name) {
        return RULE.matcher(name).matches();
    }

    /**
     * Names the project of a directory: its last part in lower case, other characters turned into hyphens, and
     * {@code project} when nothing is left. Understands both kinds of slashes.
     */
    public static String ofDirectory(String directory) {
        var path = directory.replace('\\', '/').replaceAll("/+$", "");
        var last = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        var name = last.replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+", "");
        name = name.substring(0, Math.min(name.length(), MAX_LENGTH)).replaceAll("-+$", "");
        return name.isEmpty() ? "project" : name;
    }
}
