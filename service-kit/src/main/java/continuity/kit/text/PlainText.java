package continuity.kit.text;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules for text from outside: short ones are shown in terminals and must not steer them, and what PostgreSQL cannot
 * hold must be refused before it gets there.
 */
public final class PlainText {

    private PlainText() {}

    /** Whether it is absent, or one line of 1 to {@code maxLength} characters without control or bidi characters. */
    public static boolean isLine(@Nullable String text, int maxLength) {
        return text == null
                || (!text.isBlank()
                        && text.length() <= maxLength
                        && text.codePoints().noneMatch(PlainText::steersTerminals));
    }

    /** Whether a JSON tree can be stored: no NUL and no half surrogate pair, in values and names. */
    public static boolean isStorable(@Nullable Object tree) {
        return switch (tree) {
            case String text -> text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
            case Map<?, ?> object ->
                object.entrySet().stream().allMatch(e -> isStorable(e.getKey()) && isStorable(e.getValue()));
            case Collection<?> list -> list.stream().allMatch(PlainText::isStorable);
            case null, default -> true;
        };
    }

    /** Whether it is no letter to be seen but moves a cursor, the direction of text, or a line. */
    public static boolean steersTerminals(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
