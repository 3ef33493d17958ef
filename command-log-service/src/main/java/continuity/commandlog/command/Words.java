package continuity.commandlog.command;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * What is a word, for whoever writes a command and for whoever looks for one. Letters, digits, {@code _ - . /} make a
 * word, everything else separates; a backslash counts as a slash; case does not count. No character means anything
 * else.
 *
 * <p>A word is written as itself and as its parts: {@code CartTest.java} also as {@code CartTest}, {@code cart},
 * {@code test} and {@code java}; a path as each of its names and as its last two and three. Ids of hexadecimal digits,
 * numbers and versions stay whole. A word is asked for as itself alone: a path by its end and by the names before that,
 * at least {@value #MIN_PREFIX} hexadecimal digits as the beginning of an id.
 *
 * <p>Bounds: a term is cut after {@value #MAX_TERM} characters, of a path the last {@value #MAX_NAMES} names count, a
 * name of more than {@value #MAX_SPLIT} characters or more than {@value #MAX_PARTS} parts is not taken apart. Writing
 * and asking cut alike, so that nothing is lost by it but sharpness.
 */
final class Words {

    static final int MAX_TERM = 100;
    static final int MAX_NAMES = 16;
    static final int MAX_SPLIT = 128;
    static final int MAX_PARTS = 8;
    static final int MIN_PREFIX = 7;

    /** Most names of a path's end that stand in one term. */
    private static final int MAX_END = 3;

    private Words() {}

    /**
     * A word that is asked for.
     *
     * @param isBeginning whether terms that begin with it are meant, too
     */
    record Asked(String term, boolean isBeginning) {}

    /** The terms under which {@code text} is to be found; the same one may come several times. */
    static void write(String text, Consumer<String> terms) {
        split(text, word -> {
            if (isPlain(word)) {
                terms.accept(cut(word));
                return;
            }
            var names = names(word);
            names.forEach(name -> write(name, terms, lower(name)));
            for (var count = 2; count <= Math.min(MAX_END, names.size()); count++) {
                terms.accept(end(names, count));
            }
        });
    }

    /** The terms that a text must have, all of them, to fit {@code text}; empty if it has no letter and no digit. */
    static List<Asked> ask(String text) {
        var asked = new ArrayList<Asked>();
        split(text, word -> {
            var names = names(word);
            var isDirectory = word.endsWith("/");
            var ofEnd = isDirectory ? 0 : Math.min(MAX_END, names.size());
            names.subList(0, names.size() - ofEnd).forEach(name -> asked.add(asked(lower(name))));
            if (ofEnd > 0) {
                asked.add(asked(end(names, ofEnd)));
            }
        });
        return asked.stream().distinct().toList();
    }

    private static Asked asked(String term) {
        return new Asked(term, isHex(term));
    }

    private static void write(String name, Consumer<String> terms, String whole) {
        terms.accept(whole);
        var isOne = name.length() > MAX_SPLIT
                || !hasLetter(name)
                || (isHex(whole) && whole.chars().anyMatch(Character::isDigit));
        if (isOne) {
            return;
        }
        var extension = name.lastIndexOf('.');
        if (extension > 0) {
            terms.accept(lower(trimmed(name.substring(0, extension))));
        }
        for (var part : few(between(name, Words::isPunctuation))) {
            terms.accept(lower(part));
            for (var hump : few(humps(part))) {
                terms.accept(lower(hump));
            }
        }
    }

    private static List<String> few(List<String> parts) {
        return parts.size() <= MAX_PARTS ? parts : List.of();
    }

    /** What stands between separators, if anything does. */
    private static List<String> between(String text, IntPredicate isSeparator) {
        var parts = new ArrayList<String>();
        var begin = 0;
        for (var at = 0; at <= text.length(); at++) {
            if (at == text.length() || isSeparator.test(text.charAt(at))) {
                if (begin < at) {
                    parts.add(text.substring(begin, at));
                }
                begin = at + 1;
            }
        }
        return parts;
    }

    /** Ends between {@code cartTest} and between {@code HTTPServer}. */
    private static List<String> humps(String name) {
        var humps = new ArrayList<String>();
        var begin = 0;
        for (var at = 1; at < name.length(); at++) {
            var isHump =
                    isUpper(name, at) && (isLower(name, at - 1) || (isUpper(name, at - 1) && isLower(name, at + 1)));
            if (isHump) {
                humps.add(name.substring(begin, at));
                begin = at;
            }
        }
        humps.add(name.substring(begin));
        return humps;
    }

    private static boolean isUpper(String text, int at) {
        return Character.getType(text.charAt(at)) == Character.UPPERCASE_LETTER;
    }

    private static boolean isLower(String text, int at) {
        return at < text.length() && Character.getType(text.charAt(at)) == Character.LOWERCASE_LETTER;
    }

    /** Most words of most texts: all their parts are the word itself. */
    private static boolean isPlain(String word) {
        return word.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    private static boolean hasLetter(String name) {
        for (var at = 0; at < name.length(); at += Character.charCount(name.codePointAt(at))) {
            if (Character.isLetter(name.codePointAt(at))) {
                return true;
            }
        }
        return false;
    }

    /** Groups of hexadecimal digits with a hyphen between, enough of them for an id. */
    private static boolean isHex(String term) {
        var digits = 0;
        for (var at = 0; at < term.length(); at++) {
            var c = term.charAt(at);
            if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) {
                digits++;
            } else if (c != '-' || at == 0 || at == term.length() - 1 || term.charAt(at - 1) == '-') {
                return false;
            }
        }
        return digits >= MIN_PREFIX;
    }

    private static void split(String text, Consumer<String> words) {
        var composed = Normalizer.normalize(text, Normalizer.Form.NFC).replace('\\', '/');
        var begin = 0;
        for (var at = 0; at <= composed.length(); ) {
            var isInside = at < composed.length() && isOfWord(composed.codePointAt(at));
            var next = at + (at < composed.length() ? Character.charCount(composed.codePointAt(at)) : 1);
            if (!isInside) {
                if (begin < at) {
                    words.accept(composed.substring(begin, at));
                }
                begin = next;
            }
            at = next;
        }
    }

    private static boolean isOfWord(int c) {
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> c == '/' || isPunctuation(c);
        };
    }

    private static List<String> names(String word) {
        var names = between(word, c -> c == '/').stream()
                .map(Words::trimmed)
                .filter(name -> !name.isEmpty())
                .toList();
        return names.subList(Math.max(0, names.size() - MAX_NAMES), names.size());
    }

    /** Without punctuation around it. */
    private static String trimmed(String name) {
        var begin = 0;
        var end = name.length();
        while (begin < end && isPunctuation(name.charAt(begin))) {
            begin++;
        }
        while (begin < end && isPunctuation(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(begin, end);
    }

    private static boolean isPunctuation(int c) {
        return c == '.' || c == '_' || c == '-';
    }

    private static String end(List<String> names, int count) {
        return lower(String.join("/", names.subList(names.size() - count, names.size())));
    }

    private static String lower(String text) {
        return cut(text.toLowerCase(Locale.ROOT));
    }

    /** Never between the halves of a surrogate pair. */
    static String cut(String term) {
        if (term.length() <= MAX_TERM) {
            return term;
        }
        return term.substring(0, Character.isHighSurrogate(term.charAt(MAX_TERM - 1)) ? MAX_TERM - 1 : MAX_TERM);
    }
}
