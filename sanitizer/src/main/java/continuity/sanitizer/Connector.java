package continuity.sanitizer;

import org.jspecify.annotations.Nullable;

/**
 * What joins a name to its value.
 *
 * @param valueAt where the value begins
 */
record Connector(Kind kind, int valueAt) {

    private static final int MAX_CLOSING = 4;
    private static final int MAX_EQUALS = 3;

    enum Kind {
        /** {@code NAME=value}: as in environments, options and queries, where a value needs no quotes. */
        TIGHT,
        /** {@code name = value}, {@code name: value}: in configuration, but in code and prose as well. */
        LOOSE,
        /** {@code --name value}. */
        OPTION,
        /** {@code <name>value<}. */
        TAG,
        /** {@code set("name", "value")}, {@code setName("value")}, {@code NAME 'value'}. */
        CALL
    }

    static @Nullable Connector after(String text, Name name) {
        int i = name.end();
        if (Words.at(text, i) == '>' && Words.at(text, name.start() - 1) == '<') {
            return new Connector(Kind.TAG, i + 1);
        }
        int quote = Words.skipBackslashes(text, i);
        int closed = Words.isQuote(Words.at(text, quote)) ? quote + 1 : i;
        while (closed - i < MAX_CLOSING && "]*".indexOf(Words.at(text, closed)) >= 0) {
            closed++;
        }
        int sign = Words.skipBlanks(text, closed);
        var connector = operator(text, closed, sign);
        if (connector != null) {
            return connector;
        }
        if (name.isOption() && sign > closed && Words.at(text, sign) != '-') {
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

    /** An equals sign, colon, arrow or comparison at {@code sign}. */
    private static @Nullable Connector operator(String text, int nameEnd, int sign) {
        int i = text.startsWith("?:", sign) || text.startsWith("!=", sign) ? sign + 1 : sign;
        var c = Words.at(text, i);
        if (c == '=') {
            int value = i + 1;
            while (value - i < MAX_EQUALS && "=>~".indexOf(Words.at(text, value)) >= 0) {
                value++;
            }
            int at = Words.skipBlanks(text, value);
            var tight = sign == nameEnd && at == sign + 1;
            return new Connector(tight ? Kind.TIGHT : Kind.LOOSE, at);
        }
        if (c == ':' && Words.at(text, i + 1) != ':' && !text.startsWith("://", i)) {
            int value = Words.at(text, i + 1) == '=' ? i + 2 : i + 1;
            while (Words.at(text, value) == '*' && value - i < MAX_CLOSING) {
                value++;
            }
            return new Connector(Kind.LOOSE, blockValue(text, Words.skipBlanks(text, value)));
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
