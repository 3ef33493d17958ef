package continuity.sanitizer;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A redaction that a deployment adds to ours, for one project or for all.
 *
 * <p>The pattern is one of RE2, which finds each match in time linear in the text, whatever the pattern; one that has
 * to look far ahead for each of many matches takes that many times as long. If it has a group, the first group is the
 * secret; else the whole match is. Immutable and safe for use by many threads.
 */
public final class CustomRule implements Rule {

    /** What stands for every project. */
    public static final String EVERY_PROJECT = "*";

    /** Longest pattern, in characters. */
    static final int MAX_PATTERN = 1000;

    /** Largest automaton, in states: what a text costs grows with it. */
    private static final int MAX_STATES = 5000;

    /** Largest product of all counted repetitions: the automaton is built out of that many copies. */
    private static final long MAX_REPETITION = 100_000;

    private static final java.util.regex.Pattern TYPE = java.util.regex.Pattern.compile("[a-z_]{1,32}");
    private static final java.util.regex.Pattern COUNT = java.util.regex.Pattern.compile("[{,](\\d{1,9})[,}]");

    private final String project;
    private final String type;
    private final Pattern pattern;

    private CustomRule(String project, String type, Pattern pattern) {
        this.project = project;
        this.type = type;
        this.pattern = pattern;
    }

    /**
     * A rule, checked.
     *
     * @param project name of the project, or {@link #EVERY_PROJECT}
     * @param type as it is to appear in the mark: 1 to 32 small letters and underscores
     * @throws IllegalArgumentException if one of them cannot be used; the message names it and never quotes it
     */
    public static CustomRule of(String project, String type, String pattern) {
        if (project.isBlank()) {
            throw new IllegalArgumentException("project is empty");
        }
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("type is not 1 to 32 of a-z and _");
        }
        if (pattern.isEmpty() || pattern.length() > MAX_PATTERN) {
            throw new IllegalArgumentException("pattern is not 1 to " + MAX_PATTERN + " characters");
        }
        long repetition = COUNT.matcher(pattern)
                .results()
                .mapToLong(count -> Math.max(1, Long.parseLong(count.group(1))))
                .reduce(1, (product, count) -> Math.min(MAX_REPETITION + 1, product * count));
        if (repetition > MAX_REPETITION) {
            throw new IllegalArgumentException("pattern repeats too often");
        }
        return new CustomRule(project, type, compiled(pattern));
    }

    @SuppressWarnings("UnusedException") // its message quotes the pattern
    private static Pattern compiled(String pattern) {
        try {
            var compiled = Pattern.compile(pattern);
            if (compiled.programSize() > MAX_STATES) {
                throw new IllegalArgumentException("pattern is too large");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("pattern is no regular expression of RE2");
        }
    }

    boolean appliesTo(String name) {
        return project.equals(EVERY_PROJECT) || project.equals(name);
    }

    @Override
    public void find(String text, Spans spans) {
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            int group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
            spans.add(matcher.start(group), matcher.end(group), type);
        }
    }
}
