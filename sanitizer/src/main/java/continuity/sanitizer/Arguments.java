package continuity.sanitizer;

import continuity.sanitizer.SecretNames.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Secrets whose place in a list tells what they are: in the call of a function, in a statement of SQL. */
final class Arguments implements Rule {

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
    public void find(String text, Spans spans) {
        for (var call : CALLS) {
            for (int at = text.indexOf(call); at >= 0; at = text.indexOf(call, at + call.length())) {
                findPassword(text, at + call.length(), spans);
            }
        }
        for (int at = text.indexOf(TO_CHARS); at >= 0; at = text.indexOf(TO_CHARS, at + 1)) {
            findLiteralBefore(text, at, spans);
        }
        for (var values : List.of(VALUES, "values")) {
            for (int at = text.indexOf(values); at >= 0; at = text.indexOf(values, at + 1)) {
                findColumns(text, at, spans);
            }
        }
        for (int at = text.indexOf("='"); at >= 0; at = text.indexOf("='", at + 1)) {
            findSetting(text, at, spans);
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
            int start = text.lastIndexOf('"', end - 2) + 1;
            if (end - start <= MAX_STATEMENT) {
                addIfSecret(text, new Item(start, end - 1, true), spans);
            }
        }
    }

    /** {@code INSERT INTO users (name, password) VALUES ('bob', '…'), ('eve', '…')}. */
    private static void findColumns(String text, int values, Spans spans) {
        int close = values - 1;
        while (close > 0 && Character.isWhitespace(text.charAt(close))) {
            close--;
        }
        int open = text.lastIndexOf('(', close);
        if (Words.at(text, close) != ')' || open < 0 || close - open > MAX_LIST) {
            return;
        }
        var columns = items(text, open + 1);
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
            while (end < limit && !(quoted ? text.charAt(end) == text.charAt(quote) : ",)]\n".indexOf(text.charAt(end)) >= 0)) {
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
