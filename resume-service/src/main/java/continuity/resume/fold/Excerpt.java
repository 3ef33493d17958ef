package continuity.resume.fold;

/** Stored text is shortened when it enters the evidence, so that a context stays small whatever an agent does. */
final class Excerpt {

    static final int PROMPT = 500;
    static final int TARGET = 300;
    static final int ERROR = 400;
    static final int NOTE = 300;
    static final int PATH = 500;

    private Excerpt() {}

    /** At most {@code limit} characters, without surrounding white space; an ellipsis marks what was cut. */
    static String of(String text, int limit) {
        var stripped = text.strip();
        if (stripped.length() <= limit) {
            return stripped;
        }
        return beginning(stripped, limit - 1) + "…";
    }

    /**
     * The same of what says the most at its end, as test runs and stack traces do: more of that than of its beginning.
     */
    static String ofBothEnds(String text, int limit) {
        var stripped = text.strip();
        if (stripped.length() <= limit) {
            return stripped;
        }
        var head = beginning(stripped, limit / 3);
        var start = stripped.length() - (limit - head.length() - 3);
        if (Character.isLowSurrogate(stripped.charAt(start))) {
            start++;
        }
        return head + " … " + stripped.substring(start);
    }

    private static String beginning(String text, int length) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
