package continuity.sanitizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tokens of well-known formats, wherever they stand. A new format is a new line in {@link #FORMATS}. */
final class TokenFormats implements Rule {

    private static final Pattern ALPHANUMERIC = Pattern.compile("[A-Za-z0-9]{1,1024}+");
    private static final Pattern UPPER_CASE = Pattern.compile("[A-Z0-9]{1,64}+");
    private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9_-]{1,4096}+");
    private static final Pattern DOTTED = Pattern.compile("[A-Za-z0-9_.-]{1,4096}+");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_/-]{1,512}+");
    private static final Pattern JWT_REST =
            Pattern.compile("[A-Za-z0-9_-]{4,128}+(?:\\.[A-Za-z0-9_-]{0,32768}+){1,4}+");
    private static final Pattern JWT_WITH_KNOWN_HEADER = Pattern.compile("[A-Za-z0-9_.-]{1,65536}+");
    private static final Pattern TELEGRAM = Pattern.compile("\\d{7,9}+:AA[A-Za-z0-9_-]{33}");
    private static final Pattern DISCORD =
            Pattern.compile("[A-Za-z0-9_-]{22,27}+\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}");

    private static final List<TokenFormat> FORMATS = Stream.of(
                    // AWS: the id; the secret key is known by the name beside it
                    format("aws_access_key", "AKIA", UPPER_CASE, 16, 16),
                    format("aws_access_key", "ASIA", UPPER_CASE, 16, 16),
                    // code hosts
                    format("github_token", "ghp_", ALPHANUMERIC, 16, 36),
                    format("github_token", "gho_", ALPHANUMERIC, 16, 36),
                    format("github_token", "ghu_", ALPHANUMERIC, 16, 36),
                    format("github_token", "ghs_", ALPHANUMERIC, 16, 36),
                    format("github_token", "ghr_", ALPHANUMERIC, 16, 76),
                    format("github_token", "github_pat_", URL_SAFE, 20, 82),
                    format("gitlab_token", "glpat-", DOTTED, 16, 0),
                    format("gitlab_token", "gldt-", URL_SAFE, 16, 0),
                    format("gitlab_token", "glrt-", URL_SAFE, 16, 0),
                    format("gitlab_token", "glptt-", URL_SAFE, 16, 0),
                    // chat
                    format("slack_token", "xoxa-", URL_SAFE, 16, 0),
                    format("slack_token", "xoxb-", URL_SAFE, 16, 0),
                    format("slack_token", "xoxc-", URL_SAFE, 16, 0),
                    format("slack_token", "xoxd-", URL_SAFE, 16, 0),
                    format("slack_token", "xoxe-", URL_SAFE, 16, 0),
                    format("slack_token", "xoxe.", DOTTED, 16, 0),
                    format("slack_token", "xoxo-", URL_SAFE, 16, 0),
                    format("slack_token", "xoxp-", URL_SAFE, 16, 0),
                    format("slack_token", "xoxr-", URL_SAFE, 16, 0),
                    format("slack_token", "xoxs-", URL_SAFE, 16, 0),
                    format("slack_token", "xapp-", URL_SAFE, 16, 0),
                    format("slack_webhook", "hooks.slack.com/services/", PATH, 20, 0),
                    format("slack_webhook", "hooks.slack.com/workflows/", PATH, 20, 0),
                    // payment
                    format("stripe_key", "sk_live_", ALPHANUMERIC, 16, 0),
                    format("stripe_key", "sk_test_", ALPHANUMERIC, 16, 0),
                    format("stripe_key", "rk_live_", ALPHANUMERIC, 16, 0),
                    format("stripe_key", "rk_test_", ALPHANUMERIC, 16, 0),
                    format("stripe_key", "whsec_", ALPHANUMERIC, 24, 0),
                    // models
                    format("anthropic_key", "sk-ant-", URL_SAFE, 20, 0),
                    format("openai_key", "sk-proj-", URL_SAFE, 20, 0),
                    format("openai_key", "sk-svcacct-", URL_SAFE, 20, 0),
                    format("openai_key", "sk-admin-", URL_SAFE, 20, 0),
                    format("openai_key", "sk-", ALPHANUMERIC, 32, 48, Values::isMixed),
                    format("huggingface_token", "hf_", ALPHANUMERIC, 28, 34),
                    format("google_api_key", "AIza", URL_SAFE, 30, 35),
                    format("google_client_secret", "GOCSPX-", URL_SAFE, 20, 28),
                    // packages and hosting
                    format("npm_token", "npm_", ALPHANUMERIC, 24, 36),
                    format("pypi_token", "pypi-", URL_SAFE, 32, 0),
                    format("docker_token", "dckr_pat_", URL_SAFE, 20, 27),
                    format("digitalocean_token", "dop_v1_", ALPHANUMERIC, 32, 64),
                    format("digitalocean_token", "doo_v1_", ALPHANUMERIC, 32, 64),
                    format("digitalocean_token", "dor_v1_", ALPHANUMERIC, 32, 64),
                    format("sendgrid_key", "SG.", DOTTED, 32, 66, rest -> rest.contains(".")),
                    // networks and vaults
                    format("tailscale_key", "tskey-", URL_SAFE, 16, 0),
                    format("vault_token", "hvs.", URL_SAFE, 20, 0),
                    format("vault_token", "hvb.", URL_SAFE, 20, 0),
                    format("vault_token", "hvr.", URL_SAFE, 20, 0),
                    format(
                            "vault_token",
                            "s.",
                            ALPHANUMERIC,
                            24,
                            0,
                            rest -> rest.length() == 24 && Values.isMixed(rest)),
                    // JSON Web Tokens: a header that begins with alg, enc, x5t, typ or kid is enough, as the rest may
                    // be cut off
                    format("jwt", "eyJhbGciOi", JWT_WITH_KNOWN_HEADER, 6, 0),
                    format("jwt", "eyJlbmMiOi", JWT_WITH_KNOWN_HEADER, 6, 0),
                    format("jwt", "eyJ4NXQiOi", JWT_WITH_KNOWN_HEADER, 6, 0),
                    format("jwt", "eyJ0eXAiOi", JWT_WITH_KNOWN_HEADER, 6, 0),
                    format("jwt", "eyJraWQiOi", JWT_WITH_KNOWN_HEADER, 6, 0),
                    format("jwt", "eyJ", JWT_REST, 20, 0),
                    // the first line of an OpenSSH private key, when a patch or a log holds it alone
                    format("private_key", "b3BlbnNzaC1rZXktdjE", ALPHANUMERIC, 16, 0))
            .toList();

    /** Known by their shape alone: the bot id of Telegram, the user id of Discord. */
    private static final List<TokenFormat> SHAPES = Stream.concat(
                    "123456789".chars().mapToObj(first -> shape("telegram_token", first, TELEGRAM)),
                    "MNO".chars().mapToObj(first -> shape("discord_token", first, DISCORD)))
            .toList();

    private static final List<List<TokenFormat>> BY_FIRST_CHARACTER = byFirstCharacter();

    @Override
    public void find(String text, Spans spans) {
        var scratch = ALPHANUMERIC.matcher(text);
        int i = 0;
        while (i < text.length()) {
            var formats = startingWith(text.charAt(i));
            int end = formats.isEmpty() || !Words.startsAt(text, i) ? i : findAt(text, i, formats, scratch, spans);
            i = Math.max(i + 1, end);
        }
    }

    private static int findAt(String text, int at, List<TokenFormat> formats, Matcher scratch, Spans spans) {
        for (var format : formats) {
            int end = text.startsWith(format.prefix(), at) ? format.end(text, at, scratch) : at;
            if (end > at) {
                spans.add(at, end, format.type());
                return end;
            }
        }
        return at;
    }

    /** The type of a secret: its format, if the whole of it has one. */
    static String typeOf(String secret) {
        if (!secret.isEmpty()) {
            var scratch = ALPHANUMERIC.matcher(secret);
            for (var format : startingWith(secret.charAt(0))) {
                if (secret.startsWith(format.prefix()) && format.end(secret, 0, scratch) == secret.length()) {
                    return format.type();
                }
            }
        }
        return Spans.SECRET;
    }

    private static List<TokenFormat> startingWith(char first) {
        return first < BY_FIRST_CHARACTER.size() ? BY_FIRST_CHARACTER.get(first) : List.of();
    }

    private static List<List<TokenFormat>> byFirstCharacter() {
        var table = new ArrayList<List<TokenFormat>>();
        for (char c = 0; c < 128; c++) {
            var first = String.valueOf(c);
            table.add(Stream.concat(FORMATS.stream(), SHAPES.stream())
                    .filter(format -> format.prefix().startsWith(first))
                    .toList());
        }
        return List.copyOf(table);
    }

    private static TokenFormat format(String type, String prefix, Pattern run, int min, int length) {
        return format(type, prefix, run, min, length, _ -> true);
    }

    private static TokenFormat format(
            String type, String prefix, Pattern run, int min, int length, Predicate<String> shape) {
        return new TokenFormat(type, prefix, run, min, length, shape);
    }

    private static TokenFormat shape(String type, int first, Pattern rest) {
        return format(type, Character.toString(first), rest, 1, 0);
    }
}
