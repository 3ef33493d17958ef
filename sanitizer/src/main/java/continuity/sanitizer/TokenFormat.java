package continuity.sanitizer;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of token that betrays itself by how it looks.
 *
 * @param type as it appears in the mark
 * @param prefix how it begins
 * @param run matches as many characters as may follow the prefix, and cannot backtrack
 * @param min number of characters after the prefix that make it a token; fewer do if an ellipsis shows that it was cut
 * @param length number of characters after the prefix if that is always the same, else 0; only used to put a token
 *     together that was wrapped at the end of a line
 * @param shape what else must be true of the characters after the prefix
 */
record TokenFormat(String type, String prefix, Pattern run, int min, int length, Predicate<String> shape) {

    private static final int CUT_MIN = 4;
    private static final int WRAPPED_MIN = 16;
    private static final int MAX_LINES = 32;

    /**
     * Where the token that begins at {@code start} ends, or -1 if none does.
     *
     * @param matcher over the text; a caller's scratch object
     */
    int end(String text, int start, Matcher matcher) {
        int from = start + prefix.length();
        int end = runEnd(matcher, from);
        if (end == from) {
            return -1;
        }
        int whole = length > 0 && end - from < length ? wrappedEnd(text, from, end, matcher) : end;
        if (whole - from >= min && shape.test(text.substring(from, whole))) {
            return length > 0 ? whole : openEnd(text, end, matcher);
        }
        return end - from >= CUT_MIN && isCut(text, from, end) ? end : -1;
    }

    private int runEnd(Matcher matcher, int from) {
        matcher.usePattern(run).region(from, matcher.regionEnd());
        if (!matcher.lookingAt()) {
            return from;
        }
        int end = matcher.end();
        while (end > from && matcher.group().charAt(end - 1 - from) == '.') {
            end--; // ends a sentence, not a token
        }
        return end;
    }

    /** The end of a token of known length whose rest stands on the following lines; else the end of the first part. */
    private int wrappedEnd(String text, int from, int firstEnd, Matcher matcher) {
        int count = firstEnd - from;
        int end = firstEnd;
        for (int line = 0; line < MAX_LINES && count < length; line++) {
            int next = nextLine(text, end);
            int nextEnd = next == end ? end : runEnd(matcher, next);
            if (nextEnd == next) {
                return firstEnd;
            }
            count += nextEnd - next;
            end = nextEnd;
        }
        return count == length ? end : firstEnd;
    }

    /** A token of any length goes on behind a line break as long as what follows looks as random as a token does. */
    private int openEnd(String text, int firstEnd, Matcher matcher) {
        int end = firstEnd;
        for (int line = 0; line < MAX_LINES; line++) {
            int next = nextLine(text, end);
            int nextEnd = next == end ? end : runEnd(matcher, next);
            if (nextEnd - next < WRAPPED_MIN || !Values.isMixed(text.substring(next, nextEnd))) {
                return end;
            }
            end = nextEnd;
        }
        return end;
    }

    private static int nextLine(String text, int end) {
        int next = Words.skipLineBreak(text, end);
        return next == end ? end : Words.skipBlanks(text, next);
    }

    private static boolean isCut(String text, int from, int end) {
        return Words.isEllipsis(text, end) && !text.substring(from, end).chars().allMatch(Character::isLowerCase);
    }
}
