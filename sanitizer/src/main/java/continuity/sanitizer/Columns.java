package continuity.sanitizer;

import java.util.regex.Pattern;

/** Secrets in the rows below a telling name: in tables of Markdown and in comma-separated values. */
final class Columns {

    private static final int MAX_ROWS = 50;
    private static final int MAX_LINE = 400;
    private static final Pattern RULER = Pattern.compile("[ \\t]*+\\|[ |:-]{2,400}+");
    private static final Pattern NAMES = Pattern.compile("[\\w .\"-]{1,64}+(?:,[\\w .\"-]{1,64}+)++");

    private Columns() {}

    /** Reports what looks like a secret in the column that the name is the head of, if it is one. */
    static void find(String text, Name name, Spans spans) {
        int line = name.start();
        while (line > 0 && name.start() - line < MAX_LINE && text.charAt(line - 1) != '\n') {
            line--;
        }
        int end = lineEnd(text, line);
        if (end == text.length() || Words.at(text, line - 1) != (line == 0 ? '\0' : '\n')) {
            return;
        }
        var isTable = text.charAt(Words.skipBlanks(text, line)) == '|';
        int first = end + 1;
        if (isTable) {
            if (!RULER.matcher(text).region(first, lineEnd(text, first)).matches()) {
                return;
            }
            first = lineEnd(text, first) + 1;
        } else if (!NAMES.matcher(text).region(line, end).matches()) {
            return;
        }
        var separator = isTable ? '|' : ',';
        int column = count(text, line, name.start(), separator);
        for (int row = 0; row < MAX_ROWS && first < text.length(); row++) {
            int rowEnd = lineEnd(text, first);
            if (count(text, first, rowEnd, separator) != count(text, line, end, separator)) {
                return;
            }
            addCell(text, cellStart(text, first, column, separator), rowEnd, separator, spans);
            first = rowEnd + 1;
        }
    }

    private static void addCell(String text, int from, int rowEnd, char separator, Spans spans) {
        int start = from;
        while (start < rowEnd && " `\"*".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < rowEnd && text.charAt(end) != separator) {
            end++;
        }
        while (end > start && " `\"*".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        var content = text.substring(start, end);
        if (Values.looksSecret(SecretNames.Strength.SURE, content)) {
            spans.add(start, end, TokenFormats.typeOf(content));
        }
    }

    private static int cellStart(String text, int from, int column, char separator) {
        int at = from;
        for (int passed = 0; passed < column; at++) {
            passed += text.charAt(at) == separator ? 1 : 0;
        }
        return at;
    }

    private static int count(String text, int from, int to, char separator) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += text.charAt(i) == separator ? 1 : 0;
        }
        return count;
    }

    private static int lineEnd(String text, int from) {
        int limit = Math.min(text.length(), from + 2 * MAX_LINE);
        int end = from;
        while (end < limit && text.charAt(end) != '\n') {
            end++;
        }
        return end;
    }
}
