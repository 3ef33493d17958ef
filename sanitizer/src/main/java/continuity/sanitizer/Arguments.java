package continuity.sanitizer;

import continuity.sanitizer.SecretNames.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Secrets whose place in a list tells what they are: in the call of a function, in a statement of SQL. */
final class Arguments implements Anchored {

    /** Calls whose last literal is a password, behind a user or an address. */
    private static final List<String> CALLS = List.of(
            "asicAuth(",
            "asic_auth(",
            "asicauth(",
            "redentials(",
            "redential(",
            "auth=(",
            "auth = (",
            "auth=[",
            "auth: [",
            "getConnection(",
            "authenticate(",
            "signIn(",
            "login(");

    private static final String VALUES = "VALUES";
    private static final String SETTING = "='";
    private static final String TO_CHARS = ".toCharArray()";
    private static final int MAX_LIST = 2048;
    private static final int MAX_COLUMNS = 64;
    private static final int MAX_ROWS = 100;
    private static final Pattern ASSIGNED_BEFORE =
            Pattern.compile("(?i)\\bvalue\\s{0,4}=\\s{0,4}'([^'\\n]{6,256})'\\s{1,8}where\\s[^\\n;]{0,80}$");

    private static final int MAX_STATEMENT = 400;

    /** A part of a text. */
    private record Item(int start, int end, boolean quoted) {}

    @Override
    public List<String> anchors() {
        return Stream.concat(CALLS.stream(), Stream.of(TO_CHARS, VALUES, "values", SETTING))
                .toList();
    }

    @Override
    public void findAt(String text, int at, String anchor, Spans spans) {
        switch (anchor) {
            case TO_CHARS -> findLiteralBefore(text, at, spans);
            case VALUES, "values" -> findColumns(text, at, spans);
            case SETTING -> findSetting(text, at, spans);
            default -> findPassword(text, at + anchor.length(), spans);
        }
    }

    private static void findPassword(String text, int from, Spans spans) {
        var items = items(text, from);
        if (items.size() > 1 && items.getLast().quoted) {
            addIfSecret(text, items.getLast(), spans);
        }
    }

    private static void findLiteralBefore(String text, int end, Spans spans) {
        if (Words.at(text, end - 1) == '"') {
            int start = before(text, end - 1, "\"\n");
            if (Words.at(text, start - 1) == '"') {
                addIfSecret(text, new Item(start, end - 1, true), spans);
            }
        }
    }

    /** {@code INSERT INTO users (name, password) VALUES ('bob', '…'), ('eve', '…')}. */
    private static void findColumns(String text, int values, Spans spans) {
        int close = values - 1;
        while (close > 0 && values - close < MAX_COLUMNS && Character.isWhitespace(text.charAt(close))) {
            close--;
        }
        if (Words.at(text, close) != ')') {
            return;
        }
        var columns = items(text, before(text, close, "();"));
        int row = skipSpace(text, values + VALUES.length());
        for (int i = 0; i < MAX_ROWS && Words.at(text, row) == '('; i++) {
            var cells = items(text, row + 1);
            for (int c = 0; c < cells.size() && cells.size() == columns.size(); c++) {
                var strength = SecretNames.strengthOf(text.substring(columns.get(c).start, columns.get(c).end));
                if (strength.compareTo(Strength.FAINT) > 0 && cells.get(c).quoted) {
                    addIfSecret(text, cells.get(c), spans);
                }
            }
            int end = cells.isEmpty() ? row + 1 : cells.getLast().end;
            while (end < text.length() && ")'\"`,".indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            row = skipSpace(text, end);
        }
    }

    /** {@code SET value='…' WHERE key='api_key'}. */
    private static void findSetting(String text, int at, Spans spans) {
        var name = Value.read(text, at + 1, false);
        if (name.end() - name.start() < MAX_COLUMNS && Values.isNameOfSecret(name.in(text))) {
            var before = ASSIGNED_BEFORE.matcher(text).region(Math.max(0, at - MAX_STATEMENT), at);
            if (before.find()) {
                addIfSecret(text, new Item(before.start(1), before.end(1), true), spans);
            }
        }
    }

    /** Where what ends here begins: behind the last of some characters before it, not further away than a statement. */
    private static int before(String text, int end, String signs) {
        int start = end;
        while (start > 0 && end - start < MAX_STATEMENT && signs.indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private static void addIfSecret(String text, Item item, Spans spans) {
        var content = text.substring(item.start, item.end);
        if (Values.looksSecret(Strength.SURE, content)) {
            spans.add(item.start, item.end, TokenFormats.typeOf(content));
        }
    }

    /** What stands between the commas up to the closing bracket; nothing if there is none. */
    private static List<Item> items(String text, int from) {
        var items = new ArrayList<Item>();
        int limit = Math.min(text.length(), from + MAX_LIST);
        int at = skipSpace(text, from);
        while (at < limit && items.size() < MAX_COLUMNS) {
            int quote = Words.skipBackslashes(text, at);
            var quoted = Words.isQuote(Words.at(text, quote));
            int start = quoted ? quote + 1 : at;
            int end = start;
            while (end < limit
                    && !(quoted ? text.charAt(end) == text.charAt(quote) : ",)]\n".indexOf(text.charAt(end)) >= 0)) {
                end++;
            }
            items.add(new Item(start, quoted ? end - (quote - at) : end, quoted));
            int next = skipSpace(text, quoted ? end + 1 : end);
            if (Words.at(text, next) != ',') {
                return ")]".indexOf(Words.at(text, next)) >= 0 ? items : List.of();
            }
            at = skipSpace(text, next + 1);
        }
        return List.of();
    }

    private static int skipSpace(String text, int at) {
        int i = at;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
