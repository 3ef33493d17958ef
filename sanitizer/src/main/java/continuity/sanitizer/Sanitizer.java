package continuity.sanitizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text and JSON and leaves everything else as it was.
 *
 * <p>A secret becomes {@code [REDACTED:type#abcd]}: the type says which known format the secret has ({@code secret} for
 * any other), the four digits are a keyed fingerprint. Both depend on the secret alone, so one secret has one mark
 * wherever it stands, and without the key the mark says nothing about it.
 *
 * <p>Sanitise before truncating: half a secret may no longer be recognisable. Idempotent, never throws, takes time
 * linear in the input, and is safe for use by many threads.
 */
public final class Sanitizer {

    private static final List<Rule> RULES = List.of(
            new TokenFormats(),
            new Infixes(),
            new PrivateKeys(),
            new Urls(),
            new Anchors(),
            new Manifests(),
            new NamedSecrets());

    /** Redacting may bring a name and a value together; in practice the second round finds nothing. */
    private static final int MAX_ROUNDS = 4;

    private final Marks marks;
    private final List<CustomRule> custom;
    private final List<Rule> rules;

    private Sanitizer(Marks marks, List<CustomRule> custom, List<Rule> rules) {
        this.marks = marks;
        this.custom = custom;
        this.rules = rules;
    }

    /**
     * A sanitizer whose marks are comparable with those of every other sanitizer of the same key.
     *
     * @param fingerprintKey HMAC-SHA256 key, 32 random bytes in production
     * @throws IllegalArgumentException if the key is empty
     */
    public static Sanitizer withKey(byte[] fingerprintKey) {
        return new Sanitizer(new Marks(fingerprintKey), List.of(), RULES);
    }

    /** This one with marks that can be compared with those of its own key only. */
    public Sanitizer marking(byte[] fingerprintKey) {
        return new Sanitizer(new Marks(fingerprintKey), custom, rules);
    }

    /** This one with e-mail addresses, telephone, card and account numbers taken out as well. */
    public Sanitizer withPersonalData() {
        return new Sanitizer(marks, custom, and(rules, List.of(new PersonalData())));
    }

    /**
     * This one with rules of a deployment; they only ever add redactions. Those of one project wait for
     * {@link #forProject}.
     */
    public Sanitizer with(List<CustomRule> customRules) {
        var forAll = customRules.stream()
                .filter(rule -> rule.appliesTo(CustomRule.EVERY_PROJECT))
                .toList();
        return new Sanitizer(marks, List.copyOf(customRules), and(rules, forAll));
    }

    /** The sanitizer for texts of one project: this one if no rule is for it alone. */
    public Sanitizer forProject(String project) {
        var own = custom.stream()
                .filter(rule -> rule.appliesTo(project) && !rules.contains(rule))
                .toList();
        return own.isEmpty() ? this : new Sanitizer(marks, custom, and(rules, own));
    }

    private static List<Rule> and(List<Rule> rules, List<? extends Rule> more) {
        return Stream.concat(rules.stream(), more.stream()).toList();
    }

    /** The text without its secrets; the same instance if there were none. */
    public String text(String text) {
        return inspect(text).text();
    }

    /**
     * The tree without its secrets, as a new tree. A telling field name decides about its value as a whole, all other
     * strings, names too, go through {@link #text(String)}.
     *
     * @param tree what a JSON parser returns: maps, lists, strings, numbers, booleans, null
     */
    public @Nullable Object json(@Nullable Object tree) {
        return new JsonTree(this).sanitise(tree);
    }

    /** {@link #json(Object)} for an object. */
    public Map<String, Object> object(Map<String, ?> object) {
        return new JsonTree(this).sanitise(object);
    }

    /** The text without its secrets, and what was found in it. */
    public Result inspect(String text) {
        var counts = new TreeMap<String, Integer>();
        var clean = text;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            var spans = new Spans(clean);
            for (var rule : rules) {
                rule.find(clean, spans);
            }
            var secrets = spans.secrets();
            if (secrets.isEmpty()) {
                break;
            }
            secrets.forEach(secret -> counts.merge(secret.type(), 1, Integer::sum));
            clean = marks.replace(clean, secrets);
        }
        var findings = new ArrayList<Finding>();
        counts.forEach((type, count) -> findings.add(new Finding(type, count)));
        return new Result(clean, findings);
    }

    /** The value of a telling name, without its secret; a value that is none goes through {@link #text(String)}. */
    String valueOf(SecretNames.Strength strength, String value) {
        var credential = NamedSecrets.credentialIn(strength, value);
        return credential == null ? text(value) : redact(value, credential.start());
    }

    /** The whole value as one mark, except for marks that it already holds. */
    String redact(String value) {
        return redact(value, 0);
    }

    private String redact(String value, int start) {
        var spans = new Spans(value);
        spans.add(start, value.length(), TokenFormats.typeOf(value.substring(start)));
        return text(marks.replace(value, spans.secrets()));
    }

    /**
     * A text without its secrets.
     *
     * @param findings one entry per type, in alphabetical order
     */
    public record Result(String text, List<Finding> findings) {

        public Result {
            findings = List.copyOf(findings);
        }
    }

    /**
     * How many secrets of one type a text held.
     *
     * @param type as in the mark: {@code github_token}, {@code private_key}, … or {@code secret}
     */
    public record Finding(String type, int count) {}
}
