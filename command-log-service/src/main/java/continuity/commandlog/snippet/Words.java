package continuity.commandlog.snippet;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a text, as the search sees them: runs of letters and digits in lower case. What is stored and what is
 * looked for go through here, so that no parser of the database stands between them.
 */
final class Words {

    /** A run of more than a hundred is several words, since an index takes no word of any length. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]{1,100}+");

    private Words() {}

    /** None twice. */
    static String[] of(String... texts) {
        return Arrays.stream(texts)
                .flatMap(text -> WORD.matcher(text).results())
                .map(MatchResult::group)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .distinct()
                .toArray(String[]::new);
    }

    /**
     * The words of {@code text} as a {@code tsquery}: each of them, or a longer word that begins with it. Letters and
     * digits have no meaning of their own there. Empty without a word.
     */
    static String query(String text) {
        return Arrays.stream(of(text)).map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }
}
