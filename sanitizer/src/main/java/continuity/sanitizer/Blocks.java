package continuity.sanitizer;

import java.util.regex.Pattern;

/**
 * What looks drawn at random inside an object or a block of lines with a telling name: {@code secrets:},
 * {@code "cookies": {…}}.
 */
final class Blocks {

    /** How much of a block is looked at, in characters. */
    private static final int MAX_BLOCK = 1024;

    private static final Pattern OBJECT = Pattern.compile("[\\\\\"']{0,8}+\\s?[:=]\\s?\\{");
    private static final Pattern LINES = Pattern.compile("[\"']?+:[ \\t]{0,8}+\\r?\\n(?=[ \\t])");
    private static final Pattern FIELD =
            Pattern.compile("([\\w.-]{1,64}+)[\\\\\"']{0,8}+\\s?[:=]\\s?[\\\\\"']{0,8}+([A-Za-z0-9+/=_~-]{20,512}+)");

    private Blocks() {}

    /** Returns where what was looked at ends: the names up to there need not be asked for blocks of their own. */
    static int find(String text, Name name, Spans spans) {
        var object = OBJECT.matcher(text).region(name.end(), text.length());
        if (object.lookingAt()) {
            return addFields(text, object.end(), '}', spans);
        }
        var lines = LINES.matcher(text).region(name.end(), text.length());
        return lines.lookingAt() ? addFields(text, lines.end(), '\0', spans) : name.end();
    }

    private static int addFields(String text, int from, char closing, Spans spans) {
        int end = from;
        while (end < text.length() && end - from < MAX_BLOCK && !endsBlock(text, end, closing)) {
            end++;
        }
        var field = FIELD.matcher(text).region(from, end);
        while (field.find()) {
            if (Values.looksDrawn(field.group(2))) {
                spans.add(field.start(2), field.end(2), TokenFormats.typeOf(field.group(2)));
            }
        }
        return end;
    }

    private static boolean endsBlock(String text, int at, char closing) {
        return closing == '\0'
                ? text.charAt(at) == '\n' && !Words.isBlank(Words.at(text, at + 1))
                : text.charAt(at) == closing;
    }
}
