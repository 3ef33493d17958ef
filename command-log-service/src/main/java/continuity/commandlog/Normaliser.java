package continuity.commandlog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes values storable: whatever went through here, PostgreSQL takes as {@code text} or {@code jsonb} and Kafka as
 * UTF-8. Accepting and projecting use the same one, so that nothing is accepted that cannot be inserted.
 *
 * <p>NUL and halves of surrogate pairs become U+FFFD, numbers that are not finite or longer than {@link #MAX_DIGITS}
 * become a text, what lies deeper than {@link #MAX_DEPTH} becomes {@link #TOO_DEEP}, and where {@link #MAX_NODES} are
 * counted, the rest of each object and array becomes one {@link #TOO_MANY}. Idempotent.
 */
public final class Normaliser {

    /** Deepest nesting of objects and arrays that is kept, in levels. */
    public static final int MAX_DEPTH = 64;

    /** Stands for an object or array that was nested too deeply. */
    public static final String TOO_DEEP = "[nested too deeply]";

    /** Most values of one tree that are kept, those inside of others included. */
    public static final int MAX_NODES = 50_000;

    /** Stands for the rest of an object or array when there were too many values. */
    public static final String TOO_MANY = "[too many values]";

    /**
     * Longest number that stays one, in characters without an exponent: PostgreSQL writes {@code 1e308} with 309
     * digits.
     */
    public static final int MAX_DIGITS = 40;

    private static final char REPLACEMENT = '\uFFFD';

    private int nodes;

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
        return new Normaliser().json(tree, 1);
    }

    /**
     * {@link #json(Object)} for an object; the result is a new map. It keeps all its fields, however many values the
     * ones before had.
     */
    public static Map<String, Object> object(Map<String, ?> object) {
        return new Normaliser().object(object, 1);
    }

    private @Nullable Object json(@Nullable Object tree, int depth) {
        nodes++;
        return switch (tree) {
            case String text -> text(text);
            case Map<?, ?> map -> depth > MAX_DEPTH ? TOO_DEEP : object(map, depth);
            case List<?> list -> depth > MAX_DEPTH ? TOO_DEEP : list(list, depth);
            case Number number when !isShort(number) -> number.toString();
            case null, default -> tree;
        };
    }

    @SuppressWarnings("NullAway") // JSON objects hold nulls, which the type of the messages' maps does not tell
    private Map<String, Object> object(Map<?, ?> object, int depth) {
        var result = new LinkedHashMap<String, Object>();
        for (var field : object.entrySet()) {
            var name = text(String.valueOf(field.getKey()));
            if (nodes >= MAX_NODES && depth > 1) {
                result.put(name, TOO_MANY);
                break;
            }
            result.put(name, json(field.getValue(), depth + 1));
        }
        return result;
    }

    private List<@Nullable Object> list(List<?> list, int depth) {
        var result = new ArrayList<@Nullable Object>();
        for (var value : list) {
            if (nodes >= MAX_NODES) {
                result.add(TOO_MANY);
                break;
            }
            result.add(json(value, depth + 1));
        }
        return result;
    }

    private static boolean isShort(Number number) {
        return switch (number) {
            case Double n -> Double.isFinite(n) && isShort(BigDecimal.valueOf(n));
            case Float n -> Float.isFinite(n) && isShort(BigDecimal.valueOf(n));
            case BigInteger n -> isShort(new BigDecimal(n));
            case BigDecimal n -> isShort(n);
            default -> true;
        };
    }

    private static boolean isShort(BigDecimal number) {
        var digits = (long) number.precision();
        var scale = (long) number.scale();
        return Math.max(digits, Math.max(digits - scale, scale)) <= MAX_DIGITS;
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
