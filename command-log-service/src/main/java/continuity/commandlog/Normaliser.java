package continuity.commandlog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes values storable: whatever went through here, PostgreSQL takes as {@code text} or {@code jsonb} and Kafka as
 * UTF-8. Accepting and projecting use the same one, so that nothing is accepted that cannot be inserted.
 *
 * <p>NUL and halves of surrogate pairs become U+FFFD, numbers that are not finite become their name as a text, and what
 * lies deeper than {@link #MAX_DEPTH} becomes {@link #TOO_DEEP}. Idempotent.
 */
public final class Normaliser {

    /** Deepest nesting of objects and arrays that is kept, in levels. */
    public static final int MAX_DEPTH = 64;

    /** Stands for an object or array that was nested too deeply. */
    public static final String TOO_DEEP = "[nested too deeply]";

    private static final char REPLACEMENT = '\uFFFD';

    private Normaliser() {}

    /** The same instance if nothing had to change. */
    public static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isStorable(text, i)) {
                return replaceAll(text, i);
            }
        }
        return text;
    }

    /** @param tree what a JSON parser returns: maps, lists, strings, numbers, booleans, null */
    public static @Nullable Object json(@Nullable Object tree) {
        return json(tree, 1);
    }

    /** {@link #json(Object)} for an object; the result is a new map. */
    public static Map<String, Object> object(Map<String, ?> object) {
        return object(object, 1);
    }

    private static @Nullable Object json(@Nullable Object tree, int depth) {
        return switch (tree) {
            case String text -> text(text);
            case Map<?, ?> map -> depth > MAX_DEPTH ? TOO_DEEP : object(map, depth);
            case List<?> list -> depth > MAX_DEPTH ? TOO_DEEP : list(list, depth);
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case null, default -> tree;
        };
    }

    @SuppressWarnings("NullAway") // JSON objects hold nulls, which the type of the messages' maps does not tell
    private static Map<String, Object> object(Map<?, ?> object, int depth) {
        var result = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> result.put(text(String.valueOf(name)), json(value, depth + 1)));
        return result;
    }

    private static List<@Nullable Object> list(List<?> list, int depth) {
        var result = new ArrayList<@Nullable Object>(list.size());
        for (var value : list) {
            result.add(json(value, depth + 1));
        }
        return result;
    }

    private static boolean isStorable(String text, int at) {
        var c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c != '\0';
    }

    private static String replaceAll(String text, int first) {
        var result = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            result.append(isStorable(text, i) ? text.charAt(i) : REPLACEMENT);
        }
        return result.toString();
    }
}
