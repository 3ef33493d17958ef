package continuity.resume.fold;

import continuity.resume.fold.Touch.Kind;
import java.util.List;
import java.util.regex.Pattern;

/** What is written to a {@code .gitignore}: which files git leaves out, as far as its lines are plain. */
final class IgnoreRules {

    private static final String FILE = ".gitignore";
    private static final int MAX_RULES = 50;

    /** More than one run of wildcards could cost much time to match, and is rare. */
    private static final Pattern READABLE = Pattern.compile("(?![#!])[^*?]*(?:\\*{1,2}/?|\\?)?[^*?]*");

    /** What stands in a rule for other characters, or else a run of characters that stand for themselves. */
    private static final Pattern PART = Pattern.compile("\\*\\*/|\\*+|\\?|[^*?]+");

    private IgnoreRules() {}

    /** @param path of the file that was written, from the top of that machine */
    static List<Touch> of(String path, String text) {
        if (!path.endsWith("/" + FILE)) {
            return List.of();
        }
        var directory = path.substring(0, path.length() - FILE.length());
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && READABLE.matcher(line).matches())
                .map(line -> directory + (isAnchored(line) ? "" : "**/") + line.replaceFirst("^/", ""))
                .filter(rule -> rule.length() <= Excerpt.PATH)
                .limit(MAX_RULES)
                .map(rule -> new Touch(rule, Kind.IGNORED))
                .toList();
    }

    /** Whether it means what lies at one place, and not whatever bears that name. */
    private static boolean isAnchored(String line) {
        return line.indexOf('/') >= 0 && line.indexOf('/') < line.length() - 1;
    }

    /** Matches the paths that a rule leaves out, and all that lies in them. */
    static Pattern matching(Touch rule) {
        var regex = new StringBuilder();
        PART.matcher(rule.path().replaceFirst("/$", ""))
                .results()
                .forEach(part -> regex.append(
                        switch (part.group()) {
                            case "**/" -> "(?:.*/)?";
                            case "*" -> "[^/]*";
                            case "?" -> "[^/]";
                            default -> part.group().startsWith("*") ? ".*" : Pattern.quote(part.group());
                        }));
        return Pattern.compile(regex.append("(?:/.*)?").toString());
    }
}
