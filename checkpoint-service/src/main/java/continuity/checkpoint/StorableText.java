package continuity.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what PostgreSQL cannot hand out as text, though JSON can spell it: NUL and halves of surrogate pairs become
 * U+FFFD. Whatever is accepted can then be read by everybody who has the row.
 */
final class StorableText {

    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    static String of(String text) {
        if (text.indexOf('\0') < 0 && text.codePoints().noneMatch(StorableText::isHalf)) {
            return text;
        }
        return text.codePoints()
                .map(point -> point == 0 || isHalf(point) ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same for every string in a tree of maps and lists, names included. */
    static @Nullable Object inTree(@Nullable Object tree) {
        return switch (tree) {
            case String text -> of(text);
            case Map<?, ?> object -> inObject(object);
            case List<?> list -> list.stream().map(StorableText::inTree).collect(Collectors.toList());
            case null, default -> tree;
        };
    }

    @SuppressWarnings("NullAway") // JSON has nulls, the result's type has no way to say so
    static Map<String, Object> inObject(Map<?, ?> object) {
        var result = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> result.put(of(String.valueOf(name)), inTree(value)));
        return result;
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
