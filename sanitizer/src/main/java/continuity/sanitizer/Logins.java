package continuity.sanitizer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A password right behind the user it belongs to: {@code log in with admin / …}, a line of a .pgpass file. */
final class Logins implements Anchored {

    private static final List<String> ANNOUNCEMENTS = List.of(
            "ogin ",
            "og in ",
            "ogged in ",
            "ign in ",
            "redentials: ",
            "redentials are ",
            "reds: ",
            "ogin: ",
            "ccount: ");
    private static final Pattern PAIR = Pattern.compile(
            "(?: ?(?:with|as|is|are|using|for|to|here|:)){0,4}+:? ?[`'\"]?[\\w.@+-]{2,40}+[`'\"]?(?: / | ?: ?|/)");

    private static final List<String> USERS =
            List.of("admin:", "root:", "postgres:", "administrator:", "guest:", "demo:");

    private static final List<String> PGPASS = List.of(":*:", ":5432:", ":5433:", ":6432:");
    private static final Pattern PGPASS_REST =
            Pattern.compile("(?:[\\w*.-]{1,63}+:){1,2}+([^\\s:'\"]{4,128}+)$", Pattern.MULTILINE);
    private static final int MAX_HOST = 64;

    /** What {@code user/password@//host} ends with. */
    private static final String ORACLE = "@//";

    @Override
    public List<String> anchors() {
        return Stream.of(ANNOUNCEMENTS, USERS, PGPASS, List.of(ORACLE))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void findAt(String text, int at, String anchor, Spans spans) {
        if (anchor.equals(ORACLE)) {
            findBeforeHost(text, at, spans);
        } else if (anchor.startsWith(":")) {
            findInPgpass(text, at, anchor, spans);
        } else if (USERS.contains(anchor)) {
            addIfStrong(text, at + anchor.length(), spans);
        } else {
            var pair = PAIR.matcher(text).region(at + anchor.length() - 1, text.length());
            if (pair.lookingAt()) {
                addIfStrong(text, pair.end(), spans);
            }
        }
    }

    private static void addIfStrong(String text, int at, Spans spans) {
        var value = Value.read(text, at, false);
        var content = value.in(text);
        if (content.indexOf('/') < 0
                && Values.isMixed(content)
                && Values.looksSecret(SecretNames.Strength.SURE, content)) {
            spans.add(value.start(), value.end(), TokenFormats.typeOf(content));
        }
    }

    private static void findInPgpass(String text, int at, String middle, Spans spans) {
        int line = at;
        while (line > 0 && at - line <= MAX_HOST && text.charAt(line - 1) != '\n') {
            line--;
        }
        var rest = PGPASS_REST.matcher(text).region(at + middle.length(), Math.min(text.length(), at + 4 * MAX_HOST));
        if (at - line > MAX_HOST || !rest.lookingAt()) {
            return;
        }
        var password = rest.group(1);
        var wildcard = middle.equals(":*:") || text.charAt(line) == '*';
        if (wildcard ? !Values.isHarmless(password) : Values.looksSecret(SecretNames.Strength.SURE, password)) {
            spans.add(rest.start(1), rest.end(1), TokenFormats.typeOf(password));
        }
    }

    private static void findBeforeHost(String text, int end, Spans spans) {
        int start = end;
        while (end - start < MAX_HOST && "/\n \t\"'@".indexOf(Words.at(text, start - 1)) < 0 && start > 0) {
            start--;
        }
        if (Words.at(text, start - 1) == '/'
                && Words.isNamePart(Words.at(text, start - 2))
                && !Values.isHarmless(text.substring(start, end))) {
            spans.add(start, end, TokenFormats.typeOf(text.substring(start, end)));
        }
    }
}
