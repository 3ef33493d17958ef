package continuity.commandlog.command;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

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

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+(?:-[0-9a-f]+)*");
    private static final Pattern WITHOUT_LETTERS = Pattern.compile("\\P{L}*");
    private static final Pattern SLASHES = Pattern.compile("/+");
    private static final Pattern PUNCTUATION = Pattern.compile("[._-]+");

    /** Between {@code cartTest} and between {@code HTTPServer}. */
    private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

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
                || WITHOUT_LETTERS.matcher(name).matches()
                || (isHex(whole) && whole.chars().anyMatch(Character::isDigit));
        if (isOne) {
            return;
        }
        var extension = name.lastIndexOf('.');
        if (extension > 0) {
            terms.accept(lower(trimmed(name.substring(0, extension))));
        }
        for (var part : few(PUNCTUATION, name)) {
            terms.accept(lower(part));
            for (var hump : few(HUMP, part)) {
                terms.accept(lower(hump));
            }
        }
    }

    private static List<String> few(Pattern between, String name) {
        var parts = between.splitAsStream(name).toList();
        return parts.size() <= MAX_PARTS ? parts : List.of();
    }

    private static boolean isHex(String term) {
        return HEX.matcher(term).matches()
                && term.length() - term.chars().filter(c -> c == '-').count() >= MIN_PREFIX;
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
        return Character.isLetterOrDigit(c)
                || c == '/'
                || c == '.'
                || c == '_'
                || c == '-'
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    private static List<String> names(String word) {
        var names = SLASHES.splitAsStream(word)
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

    private static boolean isPunctuation(char c) {
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
