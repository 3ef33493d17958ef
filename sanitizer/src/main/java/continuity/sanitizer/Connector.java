package continuity.sanitizer;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What joins a name to its value.
 *
 * @param valueAt where the value begins
 */
record Connector(Kind kind, int valueAt) {

    private static final int MAX_CLOSING = 4;
    private static final int MAX_EQUALS = 3;
    private static final int MAX_FIRST_CELL = 24;
    private static final int MAX_SETTING = 60;
    private static final int MAX_FLAG = 12;

    private static final Pattern ASIDE = Pattern.compile("\\[[^\\]\\n]{0,40}+]|\\([^)\\n]{1,40}+\\)|\\d{1,2}(?=:)");

    /** What makes the next word the name of a variable and the word after it its value. */
    private static final Pattern SETTING =
            Pattern.compile("(?i)\\b(?:setx|setenv|set(?: -{1,2}[a-z]{1,12}){0,3}|env|login \\S{1,40}|default) {1,4}$");

    /** A quote's end, an equals sign or colon, a quote's beginning, or some of these: {@code %22%3A%22}. */
    private static final Pattern ENCODED =
            Pattern.compile("(?:%22|%27)?+%3[ADad](?:%20|%22|%27|\\+){0,2}+(?:(?:Bearer|Basic|Token)(?:%20|\\+))?+");

    private static final Pattern REST_OF_TAG = Pattern.compile("(?:\\s[^<>\\n]{0,200}+)?+>");

    /** {@code <key>name</key><string>}, {@code <entry key="name">}. */
    private static final Pattern ELEMENT =
            Pattern.compile("</[\\w:.-]{1,64}+>\\s{0,40}+<[\\w:.-]{1,64}+>|\\\\{0,8}+[\"']\\s{0,4}+>");

    /** {@code "name": "…", "value":} and the same in YAML, XML and {@code variable "…" {default =}}. */
    private static final Pattern PAIR = Pattern.compile("[\\\\\"']{0,8}+\\s{0,4}+[,{]?+(?:\\s|\\\\{1,4}+[nrt]){0,40}+"
            + "(?:(?:type|description|sensitive)\\s{1,12}+=[^\\n]{0,120}+\\n\\s{0,40}+){0,4}+"
            + "[\\\\\"']{0,8}+(?:value|Value|default|content)[\\\\\"']{0,8}+\\s{0,12}+[:=]\\s{0,4}+");

    enum Kind {
        /** {@code NAME=value}: as in environments, options and queries, where a value needs no quotes. */
        TIGHT,
        /** {@code name = value}, {@code name: value}: in configuration, but in code and prose as well. */
        LOOSE,
        /** {@code --name value}. */
        OPTION,
        /** {@code <name>value<}. */
        TAG,
        /** {@code "name": "…", "value": "…"}. */
        PAIR,
        /** {@code name%3Dvalue%26}. */
        ENCODED,
        /** {@code set("name", "value")}, {@code setName("value")}, {@code NAME 'value'}. */
        CALL
    }

    static @Nullable Connector after(String text, Name name) {
        int i = Words.skipColours(text, name.end());
        var markup = markup(text, name, i);
        if (markup != null) {
            return markup;
        }
        int quote = Words.skipBackslashes(text, i);
        int closed = Words.skipColours(text, Words.isQuote(Words.at(text, quote)) ? quote + 1 : i);
        while (closed - i < MAX_CLOSING && "]*_".indexOf(Words.at(text, closed)) >= 0) {
            closed++;
        }
        int sign = Words.skipGap(text, closed);
        var connector = operator(text, closed, sign);
        if (connector == null && sign > closed) {
            connector = cell(text, name, sign);
            connector = connector == null ? operator(text, closed, skipAside(text, sign)) : connector;
        }
        if (connector != null) {
            return connector;
        }
        if (sign > closed && Words.at(text, sign) != '-' && isGiven(text, name)) {
            return new Connector(Kind.OPTION, sign);
        }
        var c = Words.at(text, sign);
        var argued = c == '(' || (c == ',' && closed > i);
        int argument = argued ? Words.skipBlanks(text, sign + 1) : sign;
        var beside = argued || (sign > closed && closed == i);
        return beside && Words.isQuote(Words.at(text, Words.skipBackslashes(text, argument)))
                ? new Connector(Kind.CALL, argument)
                : null;
    }

    /** {@code --name value}, {@code setx NAME value}, {@code login bob password value}. */
    private static boolean isGiven(String text, Name name) {
        return name.isOption()
                || (isSetter(text, name.start() - 1)
                        && SETTING.matcher(text)
                                .region(Math.max(0, name.start() - MAX_SETTING), name.start())
                                .find());
    }

    /** Whether the last letters of the word before a name may belong to one of those that set a variable. */
    private static boolean isSetter(String text, int blank) {
        return Words.at(text, blank) == ' '
                && ("tvxTV".indexOf(Words.at(text, blank - 1)) >= 0
                        || hasWithin(text, "-", blank, MAX_FLAG)
                        || hasWithin(text, "ogin ", blank, MAX_SETTING));
    }

    private static boolean hasWithin(String text, String part, int end, int distance) {
        for (int i = end; i > end - distance && i >= 0; i--) {
            if (text.startsWith(part, i)) {
                return true;
            }
        }
        return false;
    }

    /** In XML, in query strings that were percent-encoded, in lists of names with values. */
    private static @Nullable Connector markup(String text, Name name, int at) {
        var next = Words.at(text, at);
        if (next == '%') {
            var encoded = ENCODED.matcher(text).region(at, text.length());
            return encoded.lookingAt() ? new Connector(Kind.ENCODED, encoded.end()) : null;
        }
        if (next == '&' && text.startsWith("&gt;", at)) {
            return new Connector(Kind.TAG, at + "&gt;".length());
        }
        var before = Words.at(text, name.start() - 1);
        if (before == '<' || (before == ':' && next != '=')) {
            var rest = REST_OF_TAG.matcher(text).region(at, text.length());
            return rest.lookingAt() ? new Connector(Kind.TAG, rest.end()) : null;
        }
        if (Words.isQuote(next) || next == '\\' || next == '<' || next == '\n') {
            var pair = PAIR.matcher(text).region(at, text.length());
            if (pair.lookingAt()) {
                return new Connector(Kind.PAIR, pair.end());
            }
            var element = ELEMENT.matcher(text).region(at, text.length());
            return element.lookingAt() ? new Connector(Kind.TAG, element.end()) : null;
        }
        return null;
    }

    /** The next cell of a table: {@code | name | value |}. */
    private static @Nullable Connector cell(String text, Name name, int sign) {
        if (Words.at(text, sign) != '|') {
            return null;
        }
        int before = name.start() - 1;
        while (name.start() - before < MAX_FIRST_CELL && "|\n\0".indexOf(Words.at(text, before)) < 0) {
            before--;
        }
        return Words.at(text, before) == '|' ? new Connector(Kind.LOOSE, Words.skipBlanks(text, sign + 1)) : null;
    }

    /** Behind what stands between a name and its colon: {@code Secret Key [None]: …}, {@code Unseal Key 1: …}. */
    private static int skipAside(String text, int at) {
        var aside = ASIDE.matcher(text).region(at, text.length());
        return aside.lookingAt() ? Words.skipBlanks(text, aside.end()) : at;
    }

    /** An equals sign, colon, arrow or comparison at {@code sign}. */
    private static @Nullable Connector operator(String text, int nameEnd, int sign) {
        int i = text.startsWith("?:", sign) || text.startsWith("!=", sign) ? sign + 1 : sign;
        var c = Words.at(text, i);
        if (c == '=') {
            int value = i + 1;
            while (value - i < MAX_EQUALS && "=>~".indexOf(Words.at(text, value)) >= 0) {
                value++;
            }
            int at = Words.skipGap(text, value);
            var tight = sign == nameEnd && Words.skipBlanks(text, value) == sign + 1;
            return new Connector(tight ? Kind.TIGHT : Kind.LOOSE, at);
        }
        if (c == '→' || text.startsWith("->", i)) {
            return new Connector(Kind.LOOSE, Words.skipGap(text, c == '→' ? i + 1 : i + 2));
        }
        if (c == ':' && Words.at(text, i + 1) != ':' && !text.startsWith("://", i)) {
            int value = Words.at(text, i + 1) == '=' ? i + 2 : i + 1;
            while ("*_".indexOf(Words.at(text, value)) >= 0 && value - i < MAX_CLOSING) {
                value++;
            }
            return new Connector(Kind.LOOSE, blockValue(text, Words.skipGap(text, value)));
        }
        return null;
    }

    /** In YAML, {@code |} and {@code >} put the value on the next line. */
    private static int blockValue(String text, int at) {
        if ("|>".indexOf(Words.at(text, at)) < 0) {
            return at;
        }
        int lineEnd = "+-".indexOf(Words.at(text, at + 1)) < 0 ? at + 1 : at + 2;
        int next = Words.skipLineBreak(text, lineEnd);
        return next == lineEnd ? at : Words.skipBlanks(text, next);
    }
}
