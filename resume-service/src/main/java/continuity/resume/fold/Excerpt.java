package continuity.resume.fold;

/** Stored text is shortened when it enters the evidence, so that a context stays small whatever an agent does. */
final class Excerpt {

    static final int PROMPT = 500;
    static final int TARGET = 300;
    static final int ERROR = 500;
    static final int NOTE = 300;
    static final int PATH = 500;

    private Excerpt() {}

    /** At most {@code limit} characters, without surrounding white space; an ellipsis marks what was cut. */
    static String of(String text, int limit) {
        var stripped = text.strip();
        if (stripped.length() <= limit) {
            return stripped;
        }
        var end = limit - 1;
        if (Character.isHighSurrogate(stripped.charAt(end - 1))) {
            end--;
        }
        return stripped.substring(0, end) + "…";
    }
}
