package continuity.sanitizer;

import java.util.List;

/** A way in which a secret gives itself away by a word near it; {@link Anchors} looks for the words of all of them. */
interface Anchored {

    /** Each of two ASCII characters or more. */
    List<String> anchors();

    /**
     * As {@link Rule#find}, where one of the anchors stands.
     *
     * @param at where the anchor begins
     */
    void findAt(String text, int at, String anchor, Spans spans);
}
