package continuity.registry;

import continuity.kit.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/** How many rows a page of a list holds. */
public final class PageLimit {

    static final int DEFAULT = 100;
    static final int MAX = 1000;

    private PageLimit() {}

    /**
     * @param text of the query parameter; absent means {@value #DEFAULT}, more than {@value #MAX} means that
     * @throws InvalidInput unless it is a positive number, or absent
     */
    public static int of(@Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw new InvalidInput("limit", "must be a positive integer");
        }
        return Math.min(Integer.parseInt(text), MAX);
    }
}
