package continuity.testkit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that never worked anywhere, in the formats of {@code recordings/claude-code/planted-secrets.txt}. Tests send
 * them in and then look for them in every table, topic, journal and log.
 *
 * <p>All values follow from one seed, drawn once per JVM. To repeat a failed run give it back as
 * {@code -Dcontinuity.testkit.seed=…}. The formats are assembled from parts, so that no scanner takes this file for a
 * leak.
 */
public final class PlantedSecrets {

    private static final String SEED = "continuity.testkit.seed";

    private static final String DIGIT = "0123456789";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String LETTER = UPPER + LOWER;
    private static final String ALPHANUMERIC = LETTER + DIGIT;
    private static final String BASE32 = UPPER + "234567";
    private static final String BASE64 = ALPHANUMERIC + "+/";
    private static final String BASE64URL = ALPHANUMERIC + "_-";
    private static final String HEX = DIGIT + "abcdef";

    private static final int PEM_LINE = 70;
    private static final int PEM_LINES = 6;

    /** {@code {{NAME}}}, or {@code {{NAME:13}}} for a value that was cut after 13 characters. */
    private static final Pattern MARK = Pattern.compile("\\{\\{([A-Z_]+)(?::(\\d+))?}}");

    private final long seed;
    private final Random random;
    private final Map<String, String> valueByName = new LinkedHashMap<>();

    private PlantedSecrets(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        draw();
    }

    /** The set that every recording of this JVM is filled with. */
    public static PlantedSecrets ofThisRun() {
        return of(Long.parseLong(JvmWide.once(SEED, () -> Long.toString(new SecureRandom().nextLong()))));
    }

    /** The set that belongs to {@code seed}: always the same. */
    public static PlantedSecrets of(long seed) {
        return new PlantedSecrets(seed);
    }

    /** The secrets of this run, name → value. */
    public static Map<String, String> all() {
        return ofThisRun().values();
    }

    /** Name → value, in the order of planted-secrets.txt. */
    public Map<String, String> values() {
        return Collections.unmodifiableMap(valueByName);
    }

    /** To be printed with a failure. */
    public long seed() {
        return seed;
    }

    /** Whether {@code text} has a mark to be filled. */
    static boolean marked(String text) {
        return MARK.matcher(text).find();
    }

    /** {@code text} with each mark replaced by its value. */
    String fill(String text) {
        return MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(valueOf(mark)));
    }

    private String valueOf(MatchResult mark) {
        var value = valueByName.get(mark.group(1));
        if (value == null) {
            throw new IllegalArgumentException("no planted secret is called " + mark.group(1));
        }
        return mark.group(2) == null ? value : value.substring(0, Integer.parseInt(mark.group(2)));
    }

    private void draw() {
        plant("AWS_ACCESS_KEY_ID", "AK" + "IA" + some(16, BASE32));
        plant("AWS_SECRET_ACCESS_KEY", some(40, BASE64));
        plant("GITHUB_PAT", "ghp" + "_" + some(36, ALPHANUMERIC));
        plant("GITHUB_FINE", "github_pat" + "_" + some(22, ALPHANUMERIC) + "_" + some(59, ALPHANUMERIC));
        plant("GITLAB_PAT", "glpat" + "-" + some(20, BASE64URL));
        plant("SLACK_BOT", "xoxb" + "-" + some(12, DIGIT) + "-" + some(13, DIGIT) + "-" + some(24, ALPHANUMERIC));
        plant("STRIPE_SECRET", "sk" + "_live_" + some(34, ALPHANUMERIC));
        plant("OPENAI_KEY", "sk" + "-proj-" + some(30, ALPHANUMERIC) + "T3Blbk" + "FJ" + some(40, BASE64URL));
        plant("ANTHROPIC_KEY", "sk" + "-ant-api03-" + some(93, BASE64URL) + "AA");
        plant("GOOGLE_API_KEY", "AI" + "za" + some(35, BASE64URL));
        plant("NPM_TOKEN", "npm" + "_" + some(36, ALPHANUMERIC));
        plant("SENDGRID_KEY", "SG" + "." + some(22, BASE64URL) + "." + some(43, BASE64URL));
        plant("JWT", jwt());
        plant("DB_URL", "postgres" + "://shop_admin:" + some(18, ALPHANUMERIC) + "@db.internal.example:5432/shop");
        plant("BEARER_OPAQUE", some(48, HEX));
        plant("PASSWORD_PROSE", some(1, UPPER) + some(6, LOWER) + "-" + some(7, LETTER) + "-" + some(2, DIGIT) + "!");
        plant("PEM", pem());
    }

    private void plant(String name, String value) {
        valueByName.put(name, value);
    }

    private String some(int length, String alphabet) {
        var value = new StringBuilder(length);
        for (var i = 0; i < length; i++) {
            value.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return value.toString();
    }

    private String jwt() {
        return base64url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                + base64url("{\"sub\":\"shop-" + some(6, DIGIT) + "\",\"role\":\"admin\"}") + "."
                + some(43, BASE64URL);
    }

    private String pem() {
        var label = "OPENSSH PRIVATE" + " KEY";
        var dashes = "-".repeat(5);
        var block = new StringBuilder(dashes + "BEGIN " + label + dashes + "\n");
        for (var i = 0; i < PEM_LINES; i++) {
            block.append(some(PEM_LINE, BASE64)).append('\n');
        }
        return block.append(dashes + "END " + label + dashes).toString();
    }

    private static String base64url(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
