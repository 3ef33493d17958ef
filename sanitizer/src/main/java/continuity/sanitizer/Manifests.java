package continuity.sanitizer;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The values of a Kubernetes Secret, whatever their names; those that name a user or a host stay. */
final class Manifests implements Rule {

    private static final String KIND = "Secret";
    private static final Pattern BEFORE_KIND = Pattern.compile("\\bkind[\\\\\"]{0,8}\\s?:\\s?[\\\\\"]{0,8}$");
    private static final Pattern DATA =
            Pattern.compile("\\b(?:data|stringData)[\\\\\"]{0,8}\\s?:\\s?(\\{|$|\\\\n)", Pattern.MULTILINE);
    private static final Pattern LINE = Pattern.compile(
            "(?:\\r?\\n|\\\\n)?[ \\t]{1,32}+([\\w.-]{1,128}+): ?\"?([^\\s\"\\\\|>]{4,}+)\"?(?=\\s|\\\\|$)");
    private static final Pattern FIELD = Pattern.compile(
            "[\\s,]{0,64}[\\\\\"]{1,8}([\\w.-]{1,128}+)[\\\\\"]{1,8}\\s?:\\s?[\\\\\"]{1,8}([^\\s\"\\\\]{4,}+)[\\\\\"]{1,8}");

    private static final Set<String> OPEN_NAMES = Set.of(
            "username",
            "user",
            "host",
            "hostname",
            "port",
            "dbname",
            "database",
            "namespace",
            "ca.crt",
            "tls.crt",
            "type");

    /** How far from its kind the data of a manifest stand, in characters. */
    private static final int MAX_DISTANCE = 8192;

    private static final List<String> ENDS = List.of("\n---", "\\n---");

    @Override
    public void find(String text, Spans spans) {
        int done = 0;
        for (int at = text.indexOf(KIND); at >= 0; at = text.indexOf(KIND, Math.max(at + KIND.length(), done))) {
            if (BEFORE_KIND.matcher(text).region(Math.max(0, at - 24), at).find()) {
                int from = Math.max(done, at - MAX_DISTANCE);
                int to = Math.min(text.length(), at + MAX_DISTANCE);
                for (var end : ENDS) {
                    from = behindLast(text, end, from, at);
                    int next = text.indexOf(end, at, to);
                    to = next < 0 ? to : next;
                }
                findData(text, from, to, spans);
                done = to;
            }
        }
    }

    private static int behindLast(String text, String part, int from, int to) {
        int behind = from;
        for (int at = text.indexOf(part, from, to); at >= 0; at = text.indexOf(part, behind, to)) {
            behind = at + part.length();
        }
        return behind;
    }

    private static void findData(String text, int from, int to, Spans spans) {
        var data = DATA.matcher(text).region(from, to);
        while (data.find()) {
            int done = data.end();
            var entry = (data.group(1).equals("{") ? FIELD : LINE).matcher(text).region(done, to);
            while (entry.lookingAt()) {
                if (!OPEN_NAMES.contains(entry.group(1)) && !Values.isHarmless(entry.group(2))) {
                    spans.add(entry.start(2), entry.end(2), TokenFormats.typeOf(entry.group(2)));
                }
                done = entry.end();
                entry.region(done, to);
            }
            data.region(done, to); // what was read as an entry is looked at once
        }
    }
}
