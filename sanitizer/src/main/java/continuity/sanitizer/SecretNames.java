package continuity.sanitizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names that tell that the value beside them is a secret, in any spelling: {@code DB_PASS}, {@code clientSecret},
 * {@code x-api-key}, {@code PGPASSWORD}.
 */
final class SecretNames {

    /** How much a name says about its value. */
    enum Strength {
        /** Nothing: {@code keyword}, {@code tokens_used}, {@code primary_key}. */
        NONE,
        /**
         * It may be a secret, and it may be a number of tokens or the name of a method: {@code token}, {@code auth}.
         */
        HINT,
        /** It is one unless it plainly is none: {@code password}, {@code access_token}. */
        SURE
    }

    private static final int MAX_NAME = 128;

    private static final Set<String> SURE_WORDS =
            Set.of("pwd", "passcode", "credential", "credentials", "passwords", "secrets", "apikeys", "passphrases");
    private static final List<String> SURE_ENDINGS =
            List.of("password", "passwd", "passphrase", "secret", "apikey", "secretkey", "privatekey", "accesskey");
    private static final Set<String> HINT_WORDS =
            Set.of("pass", "pw", "auth", "authorization", "cookie", "cookies", "tokens", "userpass", "dbpass");
    private static final String HINT_ENDING = "token";

    private static final Set<String> PLURALS = Set.of("tokens", "cookies");

    /** What makes a token a secret one, rather than one of the tokens that a model reads. */
    private static final Set<String> SURE_TOKENS =
            Set.of("access", "refresh", "auth", "session", "bearer", "bot", "api", "id", "deploy");

    /** What makes a key a secret one. */
    private static final Set<String> SURE_KEYS =
            Set.of("api", "secret", "private", "signing", "encryption", "master", "account", "access");

    private static final Set<String> HINT_KEYS = Set.of(
            "auth", "shared", "storage", "license", "webhook", "hmac", "jwt", "ssh", "service", "subscription", "app");

    /** What may not stand right behind a telling word: these name something about the secret, not the secret. */
    private static final Set<String> DESCRIPTIONS = words("""
            count counts used available limit limits type types name names id ids file files path dir url uri length len
            size expiry expires expired expiration ttl age method methods scheme header headers policy field fields hint
            rate index usage budget at enabled required provider providers endpoint domain status format version prompt
            reset kind class label stdin ref refs env var variable manager store service handler middleware module
            config parser generator validator validation error errors message input placeholder strength min max per
            left remaining total in out window estimate cost page user mode state flow group role level consent rotation
            attempts check permission permissions realm proactive requirements form screen button link""");

    /** What may not stand right before one: these ask about the secret or speak of many. */
    private static final Set<String> QUESTIONS =
            words("no ask has is public without reset forgot show hide max min num");

    /** The letters that every telling name has at least one set of. */
    private static final int[] NEEDED = Stream.of("pas", "pw", "secrt", "token", "key", "auth", "coki", "credntial")
            .mapToInt(SecretNames::letters)
            .toArray();

    private SecretNames() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /**
     * A cheap necessary condition for a telling name.
     *
     * @param letters bit {@code c & 31} for each letter of the name
     */
    static boolean mayTell(int letters) {
        for (int needed : NEEDED) {
            if ((letters & needed) == needed) {
                return true;
            }
        }
        return false;
    }

    private static int letters(String word) {
        return word.chars().reduce(0, (letters, c) -> letters | 1 << (c & 31));
    }

    static Strength strengthOf(String name) {
        var tail = name.length() > MAX_NAME ? name.substring(name.length() - MAX_NAME) : name;
        var words = wordsOf(tail);
        var strength = Strength.NONE;
        int path = wordsOf(tail.substring(0, tail.lastIndexOf('.') + 1)).size(); // io.auth.Failure is no auth
        for (int i = path; i < words.size(); i++) {
            var before = i == 0 ? "" : words.get(i - 1);
            var behind = i + 1 < words.size() ? words.get(i + 1) : "";
            var here = strengthOf(words.get(i), before);
            if (here == Strength.HINT && isPartOfCapitals(tail, words.size(), words.get(i))) {
                here = Strength.SURE;
            }
            if (here.compareTo(strength) > 0 && !DESCRIPTIONS.contains(behind) && !QUESTIONS.contains(before)) {
                strength = here;
            }
        }
        return strength;
    }

    private static Strength strengthOf(String word, String before) {
        if (word.equals("key") || word.equals("keys")) {
            return SURE_KEYS.contains(before)
                    ? Strength.SURE
                    : HINT_KEYS.contains(before) ? Strength.HINT : Strength.NONE;
        }
        if (SURE_WORDS.contains(word) || SURE_ENDINGS.stream().anyMatch(word::endsWith)) {
            return Strength.SURE;
        }
        if (word.equals(HINT_ENDING) && SURE_TOKENS.contains(before)) {
            return Strength.SURE;
        }
        return word.endsWith(HINT_ENDING) || HINT_WORDS.contains(word) ? Strength.HINT : Strength.NONE;
    }

    /** {@code NPM_TOKEN}, {@code DB_PASS}: an environment variable says it louder than a field. */
    private static boolean isPartOfCapitals(String name, int words, String word) {
        return words > 1 && !PLURALS.contains(word) && name.equals(name.toUpperCase(Locale.ROOT));
    }

    /** The words of a name in lower case; digits, dots, dashes and underscores only separate. */
    static List<String> wordsOf(String name) {
        var words = new ArrayList<String>();
        int start = -1;
        for (int i = 0; i <= name.length(); i++) {
            var letter = Character.isLetter(Words.at(name, i));
            if (start >= 0 && (!letter || beginsHump(name, i))) {
                words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
            if (letter && start < 0) {
                start = i;
            }
        }
        return words;
    }

    /** In {@code authToken} at T, in {@code APIKey} at K. */
    private static boolean beginsHump(String name, int i) {
        return Character.isUpperCase(name.charAt(i))
                && (Character.isLowerCase(name.charAt(i - 1)) || Character.isLowerCase(Words.at(name, i + 1)));
    }
}
