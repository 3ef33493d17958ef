package continuity.sanitizer.corpus;

import continuity.sanitizer.corpus.Corpus.Planted;
import continuity.sanitizer.corpus.Corpus.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What became of one text: which secrets survived, and which marks cover none. */
record Scoring(Text text, String clean, List<Planted> missed, int marks, int falseMarks) {

    /** A part of a secret this long that is still there means that the secret is. */
    private static final int PART = 6;

    /** The same for secrets that are hardly longer themselves. */
    private static final int PART_OF_SHORT = 4;

    private static final int SHORT = 10;
    private static final Pattern MARK = Pattern.compile("\\[REDACTED:[a-z_]+#[0-9a-f]{4}]");

    /** Whether the text came out as it went in. */
    boolean isUnaltered() {
        return clean.equals(text.content());
    }

    static Scoring of(Text text, String clean) {
        var remaining = MARK.matcher(clean).replaceAll("\0");
        var around = without(text);
        var missed = text.secrets().stream()
                .filter(secret -> survives(secret.value(), remaining, around))
                .toList();
        var gaps = gaps(text.content(), clean);
        int falseMarks = (int) gaps.stream()
                .filter(gap -> text.secrets().stream().noneMatch(secret -> overlaps(gap, secret.value())))
                .count();
        return new Scoring(text, clean, missed, gaps.size(), falseMarks);
    }

    /** Parts that the text around the secret holds as well say nothing. */
    private static boolean survives(String secret, String remaining, String around) {
        int part = Math.min(secret.length(), secret.length() <= SHORT ? PART_OF_SHORT : PART);
        for (int i = 0; i + part <= secret.length(); i++) {
            var piece = secret.substring(i, i + part);
            if (remaining.contains(piece) && !around.contains(piece)) {
                return true;
            }
        }
        return false;
    }

    private static String without(Text text) {
        var around = text.content();
        for (var secret : text.secrets()) {
            around = around.replace(secret.value(), "\0");
        }
        return around;
    }

    /** What each mark stands for: found by laying the pieces between the marks over the text as it was. */
    private static List<String> gaps(String original, String clean) {
        var gaps = new ArrayList<String>();
        var pieces = MARK.split(clean, -1);
        int at = pieces[0].length();
        for (int i = 1; i < pieces.length; i++) {
            var last = i == pieces.length - 1;
            int next = last ? original.length() - pieces[i].length() : original.indexOf(pieces[i], at + 1);
            next = next < at ? original.length() : next;
            gaps.add(original.substring(at, next));
            at = Math.min(original.length(), next + pieces[i].length());
        }
        return gaps;
    }

    private static boolean overlaps(String gap, String secret) {
        int part = Math.min(PART_OF_SHORT, secret.length());
        for (int i = 0; i + part <= gap.length(); i++) {
            if (secret.contains(gap.substring(i, i + part))) {
                return true;
            }
        }
        return gap.length() < part && secret.contains(gap);
    }
}
