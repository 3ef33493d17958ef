package continuity.sanitizer;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a value looks like: a secret, or one of the many things that stand beside a telling name and are none. */
final class Values {

    private static final int MIN_SURE = 6;
    private static final int MIN_HINT = 8;
    private static final int MIN_RANDOM = 12;
    private static final int MIN_DRAWN = 20;
    /** Among so many characters one at least is of another kind than the one before it. */
    private static final int CHANGES_AMONG = 3;

    /** Longer values are judged by their beginning, which keeps every judgement at a constant price. */
    private static final int MAX_WORD = 16;

    private static final int MAX_JUDGED = 128;

    private static final Set<String> WORDS = Set.of("""
            string str text char varchar int integer long number float double bool boolean byte bytes any object array
            list map buffer void unknown never date uuid null none nil undefined true false yes no ok on off optional
            required enabled disabled default inherit basic bearer digest oauth oauth2 ntlm negotiate new await async
            function lambda self this return if not typeof empty unset missing invalid valid expired wrong incorrect
            secretstr securestring option some &str *string read write include omit same-origin for""".strip().split("\\s+"));

    /** Written in place of a value: variables, templates, format specifiers, parameters. */
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$\\w++|\\$\\{.*|\\$\\(.*|\\{\\{.*|#\\{.*|@\\{.*|<[^<>]*+>|<%.*|\\{\\w*+}"
                    + "|%(?:\\(\\w++\\))?+[svdq]|%\\w++%|:[a-z_]++|![A-Za-z:]++",
            Pattern.DOTALL);

    private static final Pattern MASK = Pattern.compile(
            "[*.•…_#?=~-]++|[*xX•.-]{3,}+|\\w{0,8}[-_*]?[*•]{3,}+\\w{0,8}|<[^<>\\s]*+|\\([a-z]++\\)?+|\\[[A-Za-z]++]?+");
    private static final Pattern CALL =
            Pattern.compile("[(\\[{].*|[A-Za-z_$][\\w$]*+(?:(?:\\.|->|::|\\?\\.)[\\w$]++)*+[(\\[{].*", Pattern.DOTALL);
    private static final Pattern MEMBER =
            Pattern.compile("([A-Za-z_$][\\w$]*+)(?:(?:\\.|->|::|\\?\\.)[A-Za-z_$][\\w$]*+)++");
    private static final Set<String> ROOTS = Set.of(
            "process",
            "os",
            "env",
            "config",
            "settings",
            "self",
            "this",
            "req",
            "request",
            "res",
            "response",
            "args",
            "opts",
            "options",
            "props",
            "params",
            "user",
            "data",
            "body",
            "ctx",
            "cfg",
            "state",
            "result",
            "import",
            "var",
            "local",
            "module",
            "each",
            "event",
            "account");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d[\\d.,_]*+(?:[kKmM%]|ms|s)?+(?:/\\d++)?+");
    private static final Pattern VERSION_OR_DATE =
            Pattern.compile("[vV^~]?\\d++(?:[.:/-]\\d++)++(?:[-+.TZ][\\w.:+-]*+)?+");
    private static final Pattern ALGORITHM = Pattern.compile(
            "(?i)(?:sha|md|rs|hs|es|ps|aes|base|utf|oauth|argon|pbkdf|http|ed|bcrypt|u?int|float|x)[-_]?\\d++[a-z]{0,3}+(?:-[a-z]++)*+");
    private static final Pattern PATH = Pattern.compile("(?:[A-Za-z]:\\\\|~?/|\\.{1,2}/)[^\\s]*+");
    private static final Pattern FILE = Pattern.compile("[\\w/@-]++(?:\\.[\\w-]++)*?\\.[a-z]{1,5}(?::\\d++)*+");
    private static final Pattern ADDRESS =
            Pattern.compile("[\\w.+-]++@[\\w-]++(?:\\.[\\w-]++)++|[a-z][a-z0-9+.-]*+://.*");
    private static final Pattern OUR_ID = Pattern.compile("[a-z0-9-]+-(?:PS|MS)-[0-9a-f]{6}.*|toolu_\\w++");
    private static final Pattern ID_CHARACTERS = Pattern.compile("[A-Za-z0-9._~+/=-]++");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    /** Digests, public keys, images, certificates, ids of requests and of calls. */
    private static final Pattern KNOWN_HARMLESS =
            Pattern.compile("sha\\d{1,3}[-:=]|h1:|AAAA[BCE]|iVBOR|R0lG|/9j/|req_|msg_|01[A-Z0-9]{24}\\b|MI[IG][A-Z]");

    private static final List<String> PLACEHOLDER_BEGINNINGS = List.of(
            "your-", "your_", "your ", "insert-", "insert_", "insert ", "replace", "enter_", "enter-", "placeholder");

    private static final List<String> PLACEHOLDER_ENDINGS = List.of("_here", "-here", " here", "placeholder");

    /** {@code ConvertTo-SecureString}. */
    private static final Pattern CMDLET =
            Pattern.compile("(?:Get|New|Read|Set|Import|Export|Invoke|ConvertTo|ConvertFrom)-[A-Za-z]++");

    private static final List<Pattern> NEVER_SECRET =
            List.of(NUMBER, VERSION_OR_DATE, ALGORITHM, FILE, ADDRESS, OUR_ID, CALL, MEMBER);

    private Values() {}

    /** No secret under whatever name: empty, masked, a reference, a type, a word for yes or no. */
    static boolean isHarmless(String value) {
        var head = head(value.strip());
        return head.isEmpty()
                || Marks.startsAt(head, 0)
                || (head.length() <= MAX_WORD && WORDS.contains(head.toLowerCase(Locale.ROOT)))
                || (!Words.isLetterOrDigit(head.charAt(0))
                        && REFERENCE.matcher(head).matches())
                || MASK.matcher(head).matches()
                || isPlaceholder(head)
                || CMDLET.matcher(head).matches()
                || isOneLetterAgainAndAgain(head)
                || isPath(head);
    }

    /** An expression rather than a literal: {@code getToken()}, {@code process.env.TOKEN}, an object literal. */
    static boolean isCode(String value) {
        var head = head(value);
        if (CALL.matcher(head).matches()) {
            return true;
        }
        var member = MEMBER.matcher(head);
        return member.matches() && (ROOTS.contains(member.group(1)) || isNameOfSecret(head));
    }

    static boolean isNameOfSecret(String value) {
        return value.length() <= MAX_JUDGED
                && value.chars().noneMatch(Character::isDigit)
                && SecretNames.strengthOf(value) != SecretNames.Strength.NONE;
    }

    /** {@code ^2.1.0}: a version or a date. */
    static boolean isVersion(String value) {
        return VERSION_OR_DATE.matcher(head(value)).matches();
    }

    static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches();
    }

    /** Letters only, as a word of a sentence or the name of a variable. */
    static boolean isWord(String value) {
        return value.chars().allMatch(c -> Character.isLetter(c) || c == '_' || c == '\'');
    }

    /** Whether a value that its surroundings do not clearly set apart can be told from a word, a name or a number. */
    static boolean looksSecret(SecretNames.Strength strength, String value) {
        var head = head(value);
        var sure = strength == SecretNames.Strength.SURE;
        if (sure && value.length() >= MIN_SURE && value.chars().allMatch(Character::isDigit)) {
            return true;
        }
        return value.length() >= (sure ? MIN_SURE : MIN_HINT)
                && (mixesKinds(head) || hasInnerCapital(head))
                && !isHarmless(head)
                && NEVER_SECRET.stream()
                        .noneMatch(pattern -> pattern.matcher(head).matches());
    }

    /** Letters with digits, or with signs that are no punctuation. */
    private static boolean mixesKinds(String value) {
        var letters = false;
        var others = false;
        for (int i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            letters |= Character.isLetter(c);
            others |= Character.isDigit(c) || (i < value.length() - 1 && "!@#$%^&*+~".indexOf(c) >= 0);
        }
        return letters && others;
    }

    /**
     * Long, made of letters and digits, and no identifier that we know: may be called a secret without more evidence.
     */
    static boolean isRandom(String value) {
        var head = head(value);
        return head.length() >= MIN_RANDOM
                && ID_CHARACTERS.matcher(head).matches()
                && looksSecret(SecretNames.Strength.HINT, head)
                && !UUID.matcher(head).matches()
                && longestRun(head) >= MIN_RANDOM;
    }

    /**
     * As random as a machine draws: three kinds of characters, changing all the time, and no identifier that we know.
     */
    static boolean looksDrawn(String value) {
        var head = head(value);
        return head.length() >= MIN_DRAWN
                && ID_CHARACTERS.matcher(head).matches()
                && head.indexOf('.') < 0
                && isMixed(head)
                && CHANGES_AMONG * changes(head) >= head.length()
                && longestRun(head) >= MIN_RANDOM
                && !UUID.matcher(head).matches()
                && !OUR_ID.matcher(head).matches()
                && !KNOWN_HARMLESS.matcher(head).lookingAt();
    }

    /** How often one kind of character follows another; in a random string more often than not, in words rarely. */
    private static int changes(String value) {
        int changes = 0;
        for (int i = 1; i < value.length(); i++) {
            changes += kind(value.charAt(i)) == kind(value.charAt(i - 1)) ? 0 : 1;
        }
        return changes;
    }

    private static int kind(char c) {
        return Character.isDigit(c) ? 0 : Character.isUpperCase(c) ? 1 : Character.isLowerCase(c) ? 2 : 3;
    }

    /** Capitals, small letters and digits, as random strings of base64 have and identifiers rarely. */
    static boolean isMixed(String value) {
        var head = head(value);
        return head.chars().anyMatch(Character::isDigit)
                && head.chars().anyMatch(Character::isUpperCase)
                && head.chars().anyMatch(Character::isLowerCase);
    }

    /** {@code your_api_key_here}, {@code REPLACE_ME}: words only. */
    private static boolean isPlaceholder(String value) {
        var lower = value.toLowerCase(Locale.ROOT);
        return lower.chars().allMatch(c -> Character.isLetter(c) || c == '_' || c == '-' || c == ' ')
                && (PLACEHOLDER_BEGINNINGS.stream().anyMatch(lower::startsWith)
                        || PLACEHOLDER_ENDINGS.stream().anyMatch(lower::endsWith));
    }

    /** {@code xxxxxxxx}, also behind the prefix of a token: {@code ghp_xxxxxxxx}. */
    static boolean isOneLetterAgainAndAgain(String value) {
        int from = value.length();
        while (from > 0 && value.charAt(from - 1) == value.charAt(value.length() - 1)) {
            from--;
        }
        return value.length() - from >= MIN_HINT && from <= MIN_HINT;
    }

    /** A path, and not a random string that happens to begin with a slash. */
    private static boolean isPath(String value) {
        return PATH.matcher(value).matches() && (value.contains(".") || value.length() < MIN_RANDOM || !isMixed(value));
    }

    /** {@code Falcon-kdJfh}: neither a hyphenated word nor the name of a variable. */
    private static boolean hasInnerCapital(String value) {
        int dash = value.indexOf('-');
        if (dash < 2
                || !Character.isUpperCase(value.charAt(0))
                || !value.chars().allMatch(c -> c == '-' || Character.isLetter(c))) {
            return false;
        }
        return IntStream.range(dash + 1, value.length() - 1)
                .anyMatch(i -> Character.isLowerCase(value.charAt(i)) && Character.isUpperCase(value.charAt(i + 1)));
    }

    private static int longestRun(String value) {
        int longest = 0;
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (!Words.isLetterOrDigit(Words.at(value, i))) {
                longest = Math.max(longest, i - start);
                start = i + 1;
            }
        }
        return longest;
    }

    private static String head(String value) {
        return value.length() <= MAX_JUDGED ? value : value.substring(0, MAX_JUDGED);
    }
}
