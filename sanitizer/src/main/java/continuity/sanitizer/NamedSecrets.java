package continuity.sanitizer;

import org.jspecify.annotations.Nullable;

/** Secrets that a telling name announces: looks at each name once, and behind the telling ones for a value. */
final class NamedSecrets implements Rule {

    @Override
    public void find(String text, Spans spans) {
        int i = 0;
        int blockEnd = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && Words.isNamePart(text.charAt(i))) {
                i++;
            }
            if (i == start) {
                i++;
            } else if (SecretNames.mayTell(text, start, i)) {
                var name = Name.at(text, start, i);
                int end = name.isTelling() ? findBehind(text, name, spans) : name.end();
                if (end == name.end() && name.strength().compareTo(SecretNames.Strength.FAINT) > 0) {
                    Columns.find(text, name, spans);
                    blockEnd = start < blockEnd ? blockEnd : Blocks.find(text, name, spans);
                }
                i = Math.max(i, end);
            }
        }
    }

    /** Reports the secret behind a name and returns where to go on. */
    private static int findBehind(String text, Name name, Spans spans) {
        var secret = Assignments.find(text, name);
        if (secret == null) {
            secret = Prose.find(text, name);
        }
        if (secret == null) {
            return name.end();
        }
        spans.add(secret.start(), secret.end(), TokenFormats.typeOf(secret.in(text)));
        return secret.end();
    }

    /** The part of a JSON field's value that is secret because of the field's name; null if it is none. */
    static @Nullable Value credentialIn(SecretNames.Strength strength, String value) {
        if (strength == SecretNames.Strength.NONE || Values.isHarmless(value)) {
            return null;
        }
        if (strength == SecretNames.Strength.FAINT) {
            return Values.looksDrawn(value) ? new Value(0, value.length(), true, false) : null;
        }
        int credential = Credentials.behindScheme(value);
        if (Values.isHarmless(value.substring(credential))) {
            return null;
        }
        return credential > 0 || Assignments.isSecretLiteral(strength, value)
                ? new Value(credential, value.length(), true, false)
                : null;
    }
}
