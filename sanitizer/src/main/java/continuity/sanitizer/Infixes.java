package continuity.sanitizer;

import java.util.List;
import java.util.regex.Pattern;

/** Tokens that betray themselves by what stands in their middle. */
final class Infixes implements Rule {

    /**
     * A kind of token.
     *
     * @param infix by which it is found
     * @param before number of characters in front of the infix, at most
     * @param shape of the whole
     */
    private record Format(String type, String infix, int before, Pattern shape) {}

    private static final List<Format> FORMATS = List.of(
            new Format(
                    "terraform_token",
                    ".atlasv1.",
                    14,
                    Pattern.compile("[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{40,128}+")),
            new Format(
                    "azure_client_secret", "Q~", 4, Pattern.compile("[A-Za-z0-9_~.-]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}+")),
            new Format("mailchimp_key", "-us", 32, Pattern.compile("[0-9a-f]{32}-us\\d{1,2}+")),
            new Format(
                    "openai_key",
                    "T3BlbkFJ",
                    96,
                    Pattern.compile("sk-[A-Za-z0-9_-]{16,96}?T3BlbkFJ[A-Za-z0-9_-]{16,96}+")));

    @Override
    public void find(String text, Spans spans) {
        for (var format : FORMATS) {
            int at = text.indexOf(format.infix);
            int done = 0;
            while (at >= 0) {
                int start = at;
                while (start > done && at - start < format.before && isPart(text.charAt(start - 1))) {
                    start--;
                }
                var token = format.shape.matcher(text).region(start, text.length());
                if (token.lookingAt()) {
                    spans.add(start, token.end(), format.type);
                    done = token.end();
                }
                at = text.indexOf(format.infix, Math.max(done, at + 1));
            }
        }
    }

    private static boolean isPart(char c) {
        return Words.isLetterOrDigit(c) || "_-~.".indexOf(c) >= 0;
    }
}
