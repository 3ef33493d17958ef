package continuity.sanitizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Names that tell that the value beside them is a secret, in any spelling: {@code DB_PASS}, {@code clientSecret},
 * {@code x-api-key}, {@code PGPASSWORD}.
 */
final class SecretNames {

    /** How much a name says about its value. */
    enum Strength {
        /** Nothing: {@code keyword}, {@code tokens_used}, {@code primary_key}. */
        NONE,
        /** Only what looks drawn at random is a secret beside it: {@code primaryKey}, {@code maps_key}. */
        FAINT,
        /**
         * It may be a secret, and it may be a number of tokens or the name of a method: {@code token}, {@code auth}.
         */
        HINT,
        /** It is one unless it plainly is none: {@code password}, {@code access_token}. */
        SURE
    }

    private static final int MAX_NAME = 128;

    private static final Set<String> SURE_WORDS = Set.of(
            "pwd",
            "passcode",
            "passwords",
            "secrets",
            "apikeys",
            "passphrases",
            "passwort",
            "kennwort",
            "contraseña",
            "contrasena",
            "wachtwoord",
            "пароль",
            "storepass",
            "keypass",
            "dockerconfigjson",
            "dockercfg");
    private static final List<String> SURE_ENDINGS =
            List.of("password", "passwd", "passphrase", "secret", "apikey", "secretkey", "privatekey", "accesskey");
    private static final Set<String> HINT_WORDS = Set.of(
            "pass",
            "pw",
            "auth",
            "authorization",
            "cookie",
            "cookies",
            "tokens",
            "credential",
            "credentials",
            "pat",
            "sessionid",
            "phpsessid",
            "jsessionid");

    /** Words that end like a password and are none. */
    private static final Set<String> OTHER_PASSES =
            words("bypass compass encompass overpass surpass trespass underpass");

    private static final String HINT_ENDING = "token";

    private static final Set<String> PLURALS = Set.of("tokens", "cookies");

    /** What makes a token a secret one, rather than one of the tokens that a model reads. */
    private static final Set<String> SURE_TOKENS =
            words("access refresh auth session bearer bot api id deploy identity user service root admin registry hub");

    /** What makes a key a secret one. */
    private static final Set<String> SURE_KEYS =
            words("api secret private signing encryption master account access unseal license app application");

    private static final Set<String> HINT_KEYS = words("""
            auth shared storage webhook hmac jwt ssh service subscription integration ingest fernet decryption""");

    /** What may not stand right behind a telling word: these name something about the secret, not the secret. */
    private static final Set<String> DESCRIPTIONS = words("""
            count counts used available limit limits type types name names id ids file files path dir url uri length len
            size expiry expires expired expiration ttl age method methods scheme header headers policy field fields hint
            rate index usage budget at enabled required provider providers endpoint domain status format version prompt
            reset kind class label stdin ref refs env var variable manager store service handler middleware module
            config parser generator validator validation error errors message input placeholder strength min max per
            left remaining total in out window estimate cost page user mode state flow group role level consent rotation
            attempts check permission permissions realm proactive requirements form screen button link lifetime duration
            seconds minutes hours days timeout interval algorithm alg encryption encoder encoding refresh address
            strategy source backend rules history test tests spec table column schema class factory builder filter
            bucket cache created expire valid reuse lookup grant review reader writer guide docs""");

    /** What may not stand right before one: these ask about the secret or speak of many. */
    private static final Set<String> QUESTIONS =
            words("no ask has is public without reset forgot show hide max min num");

    /** The bit in which a small letter differs from a capital. */
    private static final int CASE = 0x20;

    /** Every telling name holds one of these. */
    private static final List<String> ROOTS = List.of(
            "pass",
            "pwd",
            "pw",
            "secret",
            "token",
            "key",
            "auth",
            "cookie",
            "credential",
            "sessid",
            "sessionid",
            "_pat",
            "kennwort",
            "contrase",
            "wachtwoord",
            "dockerc",
            "парол");

    /** The roots by their first letter, bits 0 to 4 of it: the same for capitals. */
    private static final List<List<String>> ROOTS_BY_LETTER = IntStream.range(0, 32)
            .mapToObj(letter -> ROOTS.stream()
                    .filter(root -> (root.charAt(0) & 31) == letter)
                    .toList())
            .toList();

    private SecretNames() {}

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.strip().split("\\s+")));
    }

    /** A cheap necessary condition for a telling name between {@code from} and {@code to}. */
    static boolean mayTell(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            var roots = ROOTS_BY_LETTER.get(text.charAt(i) & 31);
            for (int r = 0; r < roots.size(); r++) {
                var root = roots.get(r);
                if (i + root.length() <= to
                        && (text.charAt(i + 1) | CASE) == root.charAt(1)
                        && text.regionMatches(true, i, root, 0, root.length())) {
                    return true;
                }
            }
        }
        return false;
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
                    : HINT_KEYS.contains(before) ? Strength.HINT : before.isEmpty() ? Strength.NONE : Strength.FAINT;
        }
        if (SURE_WORDS.contains(word) || endsSurely(word)) {
            return Strength.SURE;
        }
        if ((word.equals(HINT_ENDING) && SURE_TOKENS.contains(before))
                || (word.equals("passe") && before.equals("de"))) {
            return Strength.SURE;
        }
        return word.endsWith(HINT_ENDING) || HINT_WORDS.contains(word) || isPass(word) ? Strength.HINT : Strength.NONE;
    }

    private static boolean endsSurely(String word) {
        for (var ending : SURE_ENDINGS) {
            if (word.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** {@code dbpass}, {@code storepass}. */
    private static boolean isPass(String word) {
        return word.length() > "pass".length() && word.endsWith("pass") && !OTHER_PASSES.contains(word);
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
