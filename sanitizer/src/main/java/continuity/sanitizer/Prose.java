package continuity.sanitizer;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Secrets in sentences: "the admin password for staging is …", "use password …", "I set the token to …". */
final class Prose {

    private static final String PHRASE = "phrase";
    private static final int MAX_WORDS = 6;
    private static final int MAX_WORD = 32;
    private static final int MAX_SIGNS = 3;
    private static final Set<String> VERBS =
            Set.of("is", "was", "be", "are", "to", "as", "becomes", "equals", "now", "still", "it's", "its");
    private static final Pattern SLUG = Pattern.compile("[a-z]++(?:[-_.][a-z0-9]++)++");

    private Prose() {}

    /** The secret that a sentence tells behind the name, or null if nothing there looks like one. */
    static @Nullable Value find(String text, Name name) {
        int closed = skipEmphasis(text, name.end());
        int at = skipSigns(text, closed);
        var announced = at > closed;
        for (int word = 0; word < MAX_WORDS; word++) {
            int from = Words.skipBlanks(text, at);
            if (from == at && !announced) {
                return null;
            }
            var candidate = Value.read(text, announced ? skipEmphasis(text, from) : from, true);
            var secret =
                    announced ? isSecret(text, name, candidate) : word == 0 && isSecretBeside(name, candidate.in(text));
            if (secret) {
                return candidate;
            }
            int end = wordEnd(text, from);
            int next = skipSigns(text, end);
            if (next == from) {
                return null;
            }
            announced = next > end || VERBS.contains(text.substring(from, end).toLowerCase(Locale.ROOT));
            at = next;
        }
        return null;
    }

    private static boolean isSecret(String text, Name name, Value candidate) {
        var content = candidate.in(text);
        if (name.strength() == SecretNames.Strength.FAINT) {
            return Values.looksDrawn(content);
        }
        if (candidate.quoted() && text.regionMatches(true, name.end() - PHRASE.length(), PHRASE, 0, PHRASE.length())) {
            return !Values.isHarmless(content);
        }
        return name.isSure()
                ? Values.looksSecret(name.strength(), content) || isCutSecret(text, candidate)
                : Values.isRandom(content);
    }

    /** Right behind the name, without "is": must look more like a secret than like the name of one. */
    private static boolean isSecretBeside(Name name, String content) {
        if (name.strength() == SecretNames.Strength.FAINT || content.startsWith("-")) {
            return false;
        }
        return name.isSure()
                ? Values.looksSecret(name.strength(), content)
                        && !SLUG.matcher(content).matches()
                : Values.isRandom(content) && Values.isMixed(content);
    }

    /** The beginning of a secret, cut before its first digit. */
    private static boolean isCutSecret(String text, Value candidate) {
        var content = candidate.in(text);
        return Words.isEllipsis(text, candidate.end())
                && content.length() > 2
                && !Values.isHarmless(content)
                && !content.chars().allMatch(c -> Character.isLowerCase(c) || c == '\'');
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end - from < MAX_WORD
                && (Words.isLetterOrDigit(Words.at(text, end)) || "'-_/".indexOf(Words.at(text, end)) >= 0)) {
            end++;
        }
        return end;
    }

    /** Behind a colon and the like, and the line breaks after it. */
    private static int skipSigns(String text, int at) {
        int i = at;
        while (i - at < MAX_SIGNS && "():=?".indexOf(Words.at(text, i)) >= 0) {
            i++;
        }
        int line = i == at ? i : Words.skipLineBreak(text, i);
        return line == i ? i : Words.skipLineBreak(text, line);
    }

    private static int skipEmphasis(String text, int at) {
        int i = at;
        while (i - at < MAX_SIGNS && ("*\\".indexOf(Words.at(text, i)) >= 0 || Words.isQuote(Words.at(text, i)))) {
            i++;
        }
        return i;
    }
}
