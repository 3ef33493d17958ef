package continuity.sanitizer;

import continuity.sanitizer.Connector.Kind;
import continuity.sanitizer.SecretNames.Strength;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A telling name, a sign, a value: in environments, configuration, JSON, YAML, headers, queries, options and code. */
final class Assignments {

    private static final Pattern COOKIES = Pattern.compile("[^\\s;=]{1,256}+=[^\\s;]++(?:;.*)?+", Pattern.DOTALL);

    private static final Pattern BEHIND_A_STRING = Pattern.compile("[\\s,);].*|[+].*[+\\s]", Pattern.DOTALL);

    private Assignments() {}

    /** The secret that the name tells of, or null if there is none or it is no secret. */
    static @Nullable Value find(String text, Name name) {
        var connector = Connector.after(text, name);
        if (connector == null) {
            return null;
        }
        var credential = Credentials.at(text, connector.valueAt(), name);
        if (credential != null) {
            return credential;
        }
        var toBlank = connector.kind() == Kind.TIGHT && Words.startsLine(text, name.start());
        if (name.isSure() && connector.kind() == Kind.LOOSE && isBlockScalar(text, connector.valueAt())) {
            return Value.readLine(text, connector.valueAt(), '\0');
        }
        var value = connector.kind() == Kind.ENCODED
                ? Value.encoded(text, connector.valueAt())
                : Value.read(text, connector.valueAt(), toBlank);
        if (isTypeWithDefault(text, value)) {
            connector = new Connector(Kind.LOOSE, Words.skipBlanks(text, Words.skipBlanks(text, value.end()) + 1));
            value = Value.read(text, connector.valueAt(), false);
        }
        return isSecret(text, name, connector.kind(), value) ? value.whole(text) : null;
    }

    /** {@code AUTHORIZATION = "Authorization"}, {@code Kind.Token => "token"}. */
    private static boolean isItsOwnName(String text, Name name, String content) {
        return Values.isWord(content)
                && name.end() - name.start() >= content.length()
                && text.regionMatches(true, name.end() - content.length(), content, 0, content.length());
    }

    /** The line below {@code passphrase: >-}. */
    private static boolean isBlockScalar(String text, int valueAt) {
        int line = valueAt;
        while (Words.isBlank(Words.at(text, line - 1))) {
            line--;
        }
        int sign = Words.at(text, line - 1) == '\n' ? line - 2 : -1;
        sign = "+-".indexOf(Words.at(text, sign)) >= 0 ? sign - 1 : sign;
        return sign > 0 && "|>".indexOf(text.charAt(sign)) >= 0 && Words.isBlank(text.charAt(sign - 1));
    }

    /** {@code password: str = "…"}. */
    private static boolean isTypeWithDefault(String text, Value value) {
        return !value.quoted()
                && value.start() < value.end()
                && Values.isHarmless(value.in(text))
                && Words.at(text, Words.skipBlanks(text, value.end())) == '=';
    }

    private static boolean isSecret(String text, Name name, Kind kind, Value value) {
        var content = value.in(text);
        if (name.strength() == Strength.FAINT) {
            return Values.looksDrawn(content);
        }
        if (text.startsWith("***", value.end())) {
            return false; // ghp_****
        }
        if (Values.isHarmless(content.substring(Credentials.behindScheme(content)))
                || isItsOwnName(text, name, content)) {
            return false;
        }
        if (value.quoted()) {
            return (kind == Kind.CALL || (kind == Kind.PAIR && !name.isSure()))
                    ? !hasBlank(content) && Values.looksSecret(name.strength(), content)
                    : isSecretLiteral(name.strength(), content);
        }
        if (Values.isCode(content) || (!name.isSure() && Values.isNumber(content))) {
            return false;
        }
        return switch (kind) {
            case CALL -> false;
            case TAG -> "<&".indexOf(Words.at(text, value.end())) >= 0;
            case ENCODED -> !Values.isWord(content);
            case OPTION -> (name.isSure() && !Values.isNameOfSecret(content)) || !Values.isWord(content);
            case TIGHT -> !isArgument(text, name, value);
            case LOOSE, PAIR ->
                Values.looksSecret(name.strength(), content) || (name.isSure() && isWholeLine(text, name, value));
        };
    }

    /**
     * Whether a value in quotes is a secret, given the strength of its name.
     *
     * <p>Where a string ended and the name stood at its end, what follows the quote is code: {@code "token=" + t +
     * "&"}.
     */
    static boolean isSecretLiteral(Strength strength, String value) {
        if (BEHIND_A_STRING.matcher(value).matches()) {
            return false;
        }
        var closed = !hasBlank(value) && !Values.isNumber(value) && !Values.isVersion(value);
        return strength == Strength.SURE || closed || COOKIES.matcher(value).matches();
    }

    private static boolean hasBlank(String value) {
        return value.chars().anyMatch(Character::isWhitespace);
    }

    /** {@code connect(token=token, password=db_password)} passes variables on. */
    private static boolean isArgument(String text, Name name, Value value) {
        var content = value.in(text);
        return Values.isWord(content)
                && ",)".indexOf(Words.at(text, value.end())) >= 0
                && (!name.isSure() || Values.isNameOfSecret(content));
    }

    /**
     * {@code password: swordfish} is a line of configuration, {@code 'X-Api-Key: swordfish'} a header on a command
     * line; {@code password = swordfish;} or two words are neither.
     */
    private static boolean isWholeLine(String text, Name name, Value value) {
        var content = value.in(text);
        var line = Words.startsLine(text, name.start()) && Words.endsLine(text, value.end());
        var header = value.end() < text.length() && text.charAt(value.end()) == name.enclosingQuote(text);
        return (line || header)
                && !content.contains("_")
                && !Values.isNameOfSecret(content)
                && SecretNames.wordsOf(content).size() <= 1;
    }
}
