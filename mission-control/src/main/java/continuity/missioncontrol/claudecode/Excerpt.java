package continuity.missioncontrol.claudecode;

/** Shortens text. Only for text that has been sanitised: half a secret may no longer be recognisable. */
final class Excerpt {

    private Excerpt() {}

    /** The first {@code max} characters. */
    static String head(String text, int max) {
        return text.length() <= max ? text : text.substring(0, whole(text, max));
    }

    /** The beginning and the end, which tell what was tried and how it ended; about {@code max} characters in all. */
    static String headAndTail(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        var head = whole(text, max / 2);
        var tail = whole(text, text.length() - max / 2);
        return text.substring(0, head) + "\n… [" + (tail - head) + " characters left out] …\n" + text.substring(tail);
    }

    /** The nearest index at or before {@code index} that does not cut a surrogate pair. */
    private static int whole(String text, int index) {
        return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }
}
