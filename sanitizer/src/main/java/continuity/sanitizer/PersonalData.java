package continuity.sanitizer;

import java.util.regex.Pattern;

/**
 * E-mail addresses, international telephone numbers, card and account numbers: no secrets, so only on demand.
 *
 * <p>Addresses at {@code example.com} and the like stay, and so does the user of a git remote.
 */
final class PersonalData implements Rule {

    private static final Pattern DOMAIN = Pattern.compile("(?:[A-Za-z0-9-]{1,63}+\\.){1,8}[A-Za-z]{2,24}+");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?:.*\\.)?(?:example(?:\\.(?:com|org|net))?|test|invalid|localhost)");
    private static final Pattern PHONE = Pattern.compile("\\+\\d{1,3}+(?:[ ().-]{0,2}\\d{2,5}){2,5}(?!\\d)");
    private static final Pattern CARD =
            Pattern.compile("\\d{4}(?:([ -])\\d{4}\\1\\d{4}\\1\\d{1,7}+|\\d{9,15}+)(?![\\d.-])");
    private static final Pattern ACCOUNT =
            Pattern.compile("[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])");
    private static final int MAX_USER = 64;
    private static final int MIN_PHONE_DIGITS = 8;
    private static final int ACCOUNT_MODULUS = 97;

    @Override
    public void find(String text, Spans spans) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            findAddress(text, at, spans);
        }
        int i = 0;
        while (i < text.length()) {
            i = Math.max(i + 1, findNumber(text, i, spans));
        }
    }

    private static void findAddress(String text, int at, Spans spans) {
        int start = at;
        while (at - start < MAX_USER && isUserPart(Words.at(text, start - 1))) {
            start--;
        }
        var domain = DOMAIN.matcher(text).region(at + 1, text.length());
        if (start < at
                && domain.lookingAt()
                && Words.at(text, domain.end()) != ':'
                && !EXAMPLE.matcher(domain.group()).matches()) {
            spans.add(start, domain.end(), "email");
        }
    }

    private static boolean isUserPart(char c) {
        return Words.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
    }

    /** The end of the number that begins here, or the same position. */
    private static int findNumber(String text, int at, Spans spans) {
        var c = text.charAt(at);
        var before = Words.at(text, at - 1);
        if (Words.isLetterOrDigit(before) || before == '.' || before == '-') {
            return at;
        }
        if (c == '+' && Character.isDigit(Words.at(text, at + 1))) {
            return add(text, at, PHONE, "phone", spans);
        }
        if (Character.isDigit(c)) {
            return add(text, at, CARD, "card_number", spans);
        }
        return Character.isUpperCase(c) && Character.isDigit(Words.at(text, at + 2))
                ? add(text, at, ACCOUNT, "account_number", spans)
                : at;
    }

    private static int add(String text, int at, Pattern pattern, String type, Spans spans) {
        var number = pattern.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            return at;
        }
        var compact = number.group().replaceAll("[^A-Z0-9]", "");
        var isOne = switch (type) {
            case "phone" -> compact.length() >= MIN_PHONE_DIGITS;
            case "card_number" -> hasLuhnDigit(compact);
            default -> hasAccountDigits(compact);
        };
        if (isOne) {
            spans.add(at, number.end(), type);
        }
        return number.end();
    }

    private static boolean hasLuhnDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0 && digits.chars().distinct().count() > 1;
    }

    private static boolean hasAccountDigits(String account) {
        int rest = 0;
        var rotated = account.substring(4) + account.substring(0, 4);
        for (int i = 0; i < rotated.length(); i++) {
            int value = Character.digit(rotated.charAt(i), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % ACCOUNT_MODULUS;
        }
        return rest == 1;
    }
}
