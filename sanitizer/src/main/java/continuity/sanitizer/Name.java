package continuity.sanitizer;

import continuity.sanitizer.SecretNames.Strength;
import java.util.Locale;

/**
 * A telling name where it stands in a text.
 *
 * @param start of the name, without the dashes of an option
 * @param isOption whether it is written as {@code --name}
 */
record Name(int start, int end, Strength strength, boolean isOption, boolean isCookie) {

    private static final int MAX_NAME = 256;
    private static final int MAX_WORD_BEFORE = 16;
    private static final int MAX_COLOUR = 4;

    /** The name made of the name characters between {@code from} and {@code to}. */
    static Name at(String text, int from, int to) {
        int end = to;
        while (end > from && ".-".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = behindEscape(text, from);
        int dashes = start;
        while (dashes < end && text.charAt(dashes) == '-') {
            dashes++;
        }
        var name = text.substring(Math.max(dashes, end - MAX_NAME), end);
        if (isHalfAName(name)) {
            name = wordBefore(text, dashes) + " " + name; // API key, access token, mot de passe
        }
        var isOption = dashes > start && dashes < end;
        var isCookie = name.toLowerCase(Locale.ROOT).endsWith("cookie");
        return new Name(dashes, end, SecretNames.strengthOf(name), isOption, isCookie);
    }

    private static boolean isHalfAName(String name) {
        return switch (name.length()) {
            case 3 -> name.equalsIgnoreCase("key");
            case 4 -> name.equalsIgnoreCase("keys");
            case 5 -> name.equalsIgnoreCase("token") || name.equalsIgnoreCase("passe");
            default -> false;
        };
    }

    /** Where the name begins if its first letters belong to an escape: a line break, a colour, a percent sign. */
    private static int behindEscape(String text, int from) {
        if (Words.isEscapeLetter(text, from)) {
            return from + 1;
        }
        var before = Words.at(text, from - 1);
        if (before == '%') {
            return from + 2;
        }
        int i = from;
        if (before == '[') {
            while (i - from < MAX_COLOUR && Character.isDigit(Words.at(text, i))) {
                i++;
            }
        }
        return i > from && Words.at(text, i) == 'm' ? i + 1 : from;
    }

    private static String wordBefore(String text, int start) {
        if (Words.at(text, start - 1) != ' ') {
            return "";
        }
        int from = start - 1;
        while (start - from < MAX_WORD_BEFORE && Character.isLetter(Words.at(text, from - 1))) {
            from--;
        }
        return text.substring(from, start - 1);
    }

    boolean isTelling() {
        return strength != Strength.NONE;
    }

    boolean isSure() {
        return strength == Strength.SURE;
    }

    /**
     * The quote that this name and its value stand in together, as in {@code -H 'Cookie: a=b'}; NUL if there is none.
     */
    char enclosingQuote(String text) {
        var before = Words.at(text, start - 1);
        return Words.isQuote(before) && Words.at(text, Words.skipBackslashes(text, end)) != before ? before : '\0';
    }
}
