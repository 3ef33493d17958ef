package continuity.sanitizer;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tokens of well-known formats, wherever they stand. A new format is a new line in {@link #FORMATS}. */
final class TokenFormats implements Rule {

    private static final Pattern ALPHANUMERIC = Pattern.compile("[A-Za-z0-9]{1,1024}+");
    private static final Pattern UPPER_CASE = Pattern.compile("[A-Z0-9]{1,128}+");
    private static final Pattern SMALL = Pattern.compile("[a-z0-9]{1,128}+");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,256}+");
    private static final Pattern HEX_DASH = Pattern.compile("[0-9a-f-]{1,256}+");
    private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9_-]{1,4096}+");
    private static final Pattern DOTTED = Pattern.compile("[A-Za-z0-9_.-]{1,4096}+");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=_-]{1,4096}+");
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9%]{1,512}+");
    private static final Pattern DOLLAR = Pattern.compile("[a-z0-9$]{1,128}+");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_/@-]{1,512}+");
    private static final Pattern AIRTABLE = Pattern.compile("[A-Za-z0-9]{14}\\.[0-9a-f]{64}+");
    private static final Pattern ASANA = Pattern.compile("\\d{12,20}+:[0-9a-f]{32}");
    private static final Pattern JWT_REST =
            Pattern.compile("[A-Za-z0-9_-]{4,128}+(?:\\.[A-Za-z0-9_-]{0,32768}+){1,4}+");
    private static final Pattern JWT_WITH_KNOWN_HEADER = Pattern.compile("[A-Za-z0-9_.-]{1,65536}+");
    private static final Pattern TELEGRAM_ID = Pattern.compile("\\d{8,10}+:AA[A-Za-z0-9_-]{33}");
    private static final Pattern TELEGRAM = Pattern.compile("\\d{7,9}+:AA[A-Za-z0-9_-]{33}");
    private static final Pattern DISCORD =
            Pattern.compile("[A-Za-z0-9_-]{22,27}+\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}");

    /** Fewer different characters are a placeholder: {@code ghp_xxxxxxxxxxxx}. */
    private static final int MIN_DIFFERENT = 5;

    /** Formats whose last characters are a checksum of the others: with it, a token is one in the middle of a word. */
    private static final Set<String> CHECKED = Set.of("ghp_", "gho_", "ghu_", "ghs_", "npm_");

    private static final String CHECKED_BEGIN = "gn";

    private static final List<TokenFormat> FORMATS = List.of(
            // AWS: the id and the session token; the secret key is known by the name beside it
            format("aws_access_key", "AKIA", UPPER_CASE, 16, 16),
            format("aws_access_key", "ASIA", UPPER_CASE, 16, 16),
            format("aws_access_key", "ABIA", UPPER_CASE, 16, 16),
            format("aws_access_key", "ACCA", UPPER_CASE, 16, 16),
            format("aws_session_token", "IQoJb3JpZ2lu", BASE64, 60, 0),
            format("aws_session_token", "FwoGZXIvYXdz", BASE64, 60, 0),
            format("aws_session_token", "AQoDYXdz", BASE64, 60, 0),
            format("aws_bedrock_key", "ABSK", BASE64, 100, 0),
            // code hosts and build servers
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
            format("gitlab_token", "glft-", URL_SAFE, 16, 0),
            format("gitlab_token", "glsoat-", URL_SAFE, 16, 0),
            format("gitlab_token", "glcbt-", URL_SAFE, 16, 0),
            format("gitlab_token", "glagent-", URL_SAFE, 16, 0),
            format("gitlab_token", "glimt-", URL_SAFE, 16, 0),
            format("gitlab_token", "glffct-", URL_SAFE, 16, 0),
            format("gitlab_token", "GR1348941", URL_SAFE, 16, 0),
            format("atlassian_token", "ATATT3", BASE64, 24, 0),
            format("atlassian_token", "ATCTT3", BASE64, 24, 0),
            format("atlassian_token", "ATBB", BASE64, 24, 0),
            format("buildkite_token", "bkua_", ALPHANUMERIC, 32, 0),
            format("circleci_token", "CCIPAT_", URL_SAFE, 32, 0),
            format("circleci_token", "CCIPRJ_", URL_SAFE, 32, 0),
            format("sourcegraph_token", "sgp_", URL_SAFE, 32, 0),
            // chat and mail
            format("slack_token", "xoxa-", URL_SAFE, 16, 0),
            format("slack_token", "xoxb-", URL_SAFE, 16, 0),
            format("slack_token", "xoxc-", URL_SAFE, 16, 0),
            format("slack_token", "xoxd-", URL_SAFE, 16, 0),
            format("slack_token", "xoxe-", URL_SAFE, 16, 0),
            format("slack_token", "xoxo-", URL_SAFE, 16, 0),
            format("slack_token", "xoxp-", URL_SAFE, 16, 0),
            format("slack_token", "xoxr-", URL_SAFE, 16, 0),
            format("slack_token", "xoxs-", URL_SAFE, 16, 0),
            format("slack_token", "xapp-", URL_SAFE, 16, 0),
            format("slack_token", "xoxe.", DOTTED, 16, 0),
            format("slack_webhook", "hooks.slack.com/services/", PATH, 20, 0),
            format("slack_webhook", "hooks.slack.com/workflows/", PATH, 20, 0),
            format("discord_webhook", "discord.com/api/webhooks/", PATH, 60, 0),
            format("discord_webhook", "discordapp.com/api/webhooks/", PATH, 60, 0),
            format("teams_webhook", "outlook.office.com/webhook/", PATH, 60, 0),
            format("telegram_token", "bot", TELEGRAM_ID, 35, 0),
            format("sendgrid_key", "SG.", DOTTED, 32, 66, rest -> rest.contains(".")),
            format("mailgun_key", "key-", HEX, 32, 0, rest -> rest.length() == 32),
            format("twilio_key", "SK", HEX, 32, 0, rest -> rest.length() == 32),
            format("brevo_key", "xkeysib-", URL_SAFE, 40, 0),
            format("brevo_key", "xsmtpsib-", URL_SAFE, 40, 0),
            format("resend_key", "re_", URL_SAFE, 20, 0, Values::looksDrawn),
            // payment and shops
            format("stripe_key", "sk_live_", ALPHANUMERIC, 16, 0),
            format("stripe_key", "sk_test_", ALPHANUMERIC, 16, 0),
            format("stripe_key", "rk_live_", ALPHANUMERIC, 16, 0),
            format("stripe_key", "rk_test_", ALPHANUMERIC, 16, 0),
            format("webhook_secret", "whsec_", BASE64, 24, 0),
            format("square_token", "EAAA", URL_SAFE, 56, 0),
            format("square_token", "sq0atp-", URL_SAFE, 20, 0),
            format("square_token", "sq0csp-", URL_SAFE, 20, 0),
            format("paypal_token", "access_token$production$", DOLLAR, 32, 0),
            format("paypal_token", "access_token$sandbox$", DOLLAR, 32, 0),
            format("shopify_token", "shpat_", ALPHANUMERIC, 32, 0),
            format("shopify_token", "shpss_", ALPHANUMERIC, 32, 0),
            format("shopify_token", "shpca_", ALPHANUMERIC, 32, 0),
            format("shopify_token", "shppa_", ALPHANUMERIC, 32, 0),
            format("razorpay_key", "rzp_live_", ALPHANUMERIC, 14, 0),
            format("razorpay_key", "rzp_test_", ALPHANUMERIC, 14, 0),
            format("flutterwave_key", "FLWSECK", URL_SAFE, 24, 0),
            format("easypost_key", "EZAK", ALPHANUMERIC, 50, 0),
            format("shippo_token", "shippo_live_", ALPHANUMERIC, 32, 0),
            // models
            format("anthropic_key", "sk-ant-", URL_SAFE, 20, 0),
            format("openrouter_key", "sk-or-", URL_SAFE, 32, 0),
            format("openai_key", "sk-proj-", URL_SAFE, 20, 0),
            format("openai_key", "sk-svcacct-", URL_SAFE, 20, 0),
            format("openai_key", "sk-admin-", URL_SAFE, 20, 0),
            format("openai_key", "sk-None-", URL_SAFE, 20, 0),
            format("openai_key", "sk-", ALPHANUMERIC, 32, 48, TokenFormats::isMixedOrHex),
            format("elevenlabs_key", "sk_", HEX, 48, 0),
            format("huggingface_token", "hf_", ALPHANUMERIC, 28, 34),
            format("google_api_key", "AIza", URL_SAFE, 30, 35),
            format("google_client_secret", "GOCSPX-", URL_SAFE, 20, 28),
            format("google_token", "ya29.", DOTTED, 40, 0),
            format("google_token", "1//0", URL_SAFE, 40, 0),
            format("groq_key", "gsk_", ALPHANUMERIC, 40, 0),
            format("xai_key", "xai-", ALPHANUMERIC, 60, 0),
            format("perplexity_key", "pplx-", ALPHANUMERIC, 40, 0),
            format("replicate_token", "r8_", ALPHANUMERIC, 37, 0),
            format("langsmith_key", "lsv2_pt_", URL_SAFE, 32, 0),
            format("langsmith_key", "lsv2_sk_", URL_SAFE, 32, 0),
            format("nvidia_key", "nvapi-", URL_SAFE, 40, 0),
            format("tavily_key", "tvly-", URL_SAFE, 20, 0),
            format("together_key", "tgp_v1_", URL_SAFE, 32, 0),
            format("runpod_key", "rpa_", ALPHANUMERIC, 40, 0),
            format("jina_key", "jina_", URL_SAFE, 40, 0),
            // packages
            format("npm_token", "npm_", ALPHANUMERIC, 24, 36),
            format("pypi_token", "pypi-", URL_SAFE, 32, 0),
            format("rubygems_key", "rubygems_", HEX, 48, 0),
            format("crates_token", "cio", ALPHANUMERIC, 32, 0, rest -> rest.length() == 32 && Values.isMixed(rest)),
            format("nuget_key", "oy2", SMALL, 43, 0, rest -> rest.length() == 43),
            format("docker_token", "dckr_pat_", URL_SAFE, 20, 0),
            format("docker_token", "dckr_oat_", URL_SAFE, 20, 0),
            format("clojars_token", "CLOJARS_", ALPHANUMERIC, 50, 0),
            format("jfrog_token", "cmVmd", ALPHANUMERIC, 54, 0),
            format("jfrog_token", "AKCp", ALPHANUMERIC, 54, 0),
            // clouds and hosting
            format("digitalocean_token", "dop_v1_", ALPHANUMERIC, 32, 64),
            format("digitalocean_token", "doo_v1_", ALPHANUMERIC, 32, 64),
            format("digitalocean_token", "dor_v1_", ALPHANUMERIC, 32, 64),
            format("alibaba_key", "LTAI", ALPHANUMERIC, 16, 0, Values::isMixed),
            format(
                    "scaleway_key",
                    "SCW",
                    UPPER_CASE,
                    17,
                    0,
                    rest -> rest.length() == 17 && rest.chars().anyMatch(Character::isDigit)),
            format("cloudflare_key", "v1.0-", HEX_DASH, 150, 0),
            format("heroku_key", "HRKU-", URL_SAFE, 32, 0),
            format("fly_token", "fm1r_", BASE64, 40, 0),
            format("fly_token", "fm1a_", BASE64, 40, 0),
            format("fly_token", "fm2_", BASE64, 40, 0),
            format("fly_token", "fo1_", BASE64, 40, 0),
            format("render_key", "rnd_", ALPHANUMERIC, 24, 0),
            format("netlify_token", "nfp_", ALPHANUMERIC, 32, 0),
            format("netlify_token", "nfc_", ALPHANUMERIC, 32, 0),
            format("netlify_token", "nfu_", ALPHANUMERIC, 32, 0),
            format("netlify_token", "nfo_", ALPHANUMERIC, 32, 0),
            format("vercel_token", "vcp_", ALPHANUMERIC, 24, 0),
            format("vercel_token", "vci_", ALPHANUMERIC, 24, 0),
            format("vercel_token", "vca_", ALPHANUMERIC, 24, 0),
            format("vercel_token", "vcr_", ALPHANUMERIC, 24, 0),
            format("vercel_token", "vck_", ALPHANUMERIC, 24, 0),
            format("supabase_token", "sbp_", HEX, 40, 0),
            format("supabase_token", "sb_secret_", URL_SAFE, 20, 0),
            format("planetscale_token", "pscale_tkn_", URL_SAFE, 32, 0),
            format("planetscale_token", "pscale_pw_", URL_SAFE, 32, 0),
            format("planetscale_token", "pscale_oauth_", URL_SAFE, 32, 0),
            format("databricks_token", "dapi", HEX_DASH, 32, 0),
            format("databricks_token", "dose", HEX_DASH, 32, 0),
            format("databricks_token", "dkea", HEX_DASH, 32, 0),
            // products
            format("linear_key", "lin_api_", ALPHANUMERIC, 32, 0),
            format("linear_key", "lin_oauth_", ALPHANUMERIC, 32, 0),
            format("notion_token", "ntn_", ALPHANUMERIC, 40, 0),
            format("notion_token", "secret_", ALPHANUMERIC, 43, 0, Values::isMixed),
            format("airtable_token", "pat", AIRTABLE, 79, 0),
            format("figma_token", "figd_", URL_SAFE, 32, 0),
            format("figma_token", "figu_", URL_SAFE, 32, 0),
            format("figma_token", "figo_", URL_SAFE, 32, 0),
            format("doppler_token", "dp.pt.", DOTTED, 40, 0),
            format("doppler_token", "dp.st.", DOTTED, 40, 0),
            format("doppler_token", "dp.ct.", DOTTED, 40, 0),
            format("doppler_token", "dp.sa.", DOTTED, 40, 0),
            format("doppler_token", "dp.scim.", DOTTED, 40, 0),
            format("doppler_token", "dp.audit.", DOTTED, 40, 0),
            format("onepassword_token", "ops_eyJ", BASE64, 100, 0),
            format("pulumi_token", "pul-", HEX, 40, 0),
            format("postman_key", "PMAK-", HEX_DASH, 50, 0),
            format("hubspot_token", "pat-na1-", HEX_DASH, 32, 0),
            format("hubspot_token", "pat-eu1-", HEX_DASH, 32, 0),
            format("asana_token", "1/", ASANA, 40, 0),
            format("typeform_token", "tfp_", URL_SAFE, 40, 0),
            format("dropbox_token", "sl.", DOTTED, 100, 0),
            format("contentful_token", "CFPAT-", URL_SAFE, 40, 0),
            format("posthog_key", "phx_", ALPHANUMERIC, 40, 0),
            format("facebook_token", "EAA", ALPHANUMERIC, 90, 0),
            format("twitter_token", "AAAAAAAAAAAAAAAAAAAA", ENCODED, 40, 0),
            // observability
            format("newrelic_key", "NRAK-", URL_SAFE, 24, 0),
            format("newrelic_key", "NRII-", URL_SAFE, 24, 0),
            format("newrelic_key", "NRIQ-", URL_SAFE, 24, 0),
            format("sentry_token", "sntrys_", BASE64, 40, 0),
            format("sentry_token", "sntryu_", HEX, 64, 0),
            format("grafana_token", "glsa_", BASE64, 32, 0),
            format("grafana_token", "glc_", BASE64, 32, 0),
            format("grafana_token", "eyJrIjoi", BASE64, 40, 0),
            format("honeycomb_key", "hcaik_", ALPHANUMERIC, 40, 0),
            format("honeycomb_key", "hcbik_", ALPHANUMERIC, 40, 0),
            format("honeycomb_key", "hcalk_", ALPHANUMERIC, 40, 0),
            format("dynatrace_token", "dt0c01.", DOTTED, 60, 0),
            format("dynatrace_token", "dt0s01.", DOTTED, 60, 0),
            format("dynatrace_token", "dt0s16.", DOTTED, 60, 0),
            // networks and vaults
            format("tailscale_key", "tskey-", URL_SAFE, 16, 0),
            format("vault_token", "hvs.", URL_SAFE, 20, 0),
            format("vault_token", "hvb.", URL_SAFE, 20, 0),
            format("vault_token", "hvr.", URL_SAFE, 20, 0),
            format("vault_token", "s.", ALPHANUMERIC, 24, 0, rest -> rest.length() == 24 && Values.isMixed(rest)),
            format("age_key", "AGE-SECRET-KEY-1", UPPER_CASE, 40, 0),
            // JSON Web Tokens: a header that begins with alg, enc, x5t, typ or kid is enough, as the rest may be cut
            // off
            format("jwt", "eyJhbGciOi", JWT_WITH_KNOWN_HEADER, 6, 0),
            format("jwt", "eyJlbmMiOi", JWT_WITH_KNOWN_HEADER, 6, 0),
            format("jwt", "eyJ4NXQiOi", JWT_WITH_KNOWN_HEADER, 6, 0),
            format("jwt", "eyJ0eXAiOi", JWT_WITH_KNOWN_HEADER, 6, 0),
            format("jwt", "eyJraWQiOi", JWT_WITH_KNOWN_HEADER, 6, 0),
            format("jwt", "eyJ", JWT_REST, 20, 0),
            // the first line of an OpenSSH private key, when a patch or a log holds it alone
            format("private_key", "b3BlbnNzaC1rZXktdjE", ALPHANUMERIC, 16, 0));

    /** Known by their shape alone: the bot id of Telegram, the user id of Discord. */
    private static final List<TokenFormat> SHAPES = Stream.concat(
                    "123456789".chars().mapToObj(first -> shape("telegram_token", first, TELEGRAM)),
                    "MNO".chars().mapToObj(first -> shape("discord_token", first, DISCORD)))
            .toList();

    private static final Beginnings<TokenFormat> BY_BEGINNING =
            new Beginnings<>(Stream.concat(FORMATS.stream(), SHAPES.stream()).toList(), TokenFormat::prefix);

    @Override
    public void find(String text, Spans spans) {
        var scratch = ALPHANUMERIC.matcher(text);
        int i = 0;
        while (i + 1 < text.length()) {
            var first = text.charAt(i);
            var second = text.charAt(i + 1);
            int end = BY_BEGINNING.has(first, second)
                    ? findAt(text, i, BY_BEGINNING.with(first, second), scratch, spans)
                    : i;
            i = Math.max(i + 1, end);
        }
    }

    private static int findAt(String text, int at, List<TokenFormat> formats, Matcher scratch, Spans spans) {
        var whole = Words.startsAt(text, at);
        if (!whole && CHECKED_BEGIN.indexOf(text.charAt(at)) < 0) {
            return at;
        }
        for (var format : formats) {
            if (text.startsWith(format.prefix(), at) && (whole || CHECKED.contains(format.prefix()))) {
                int end = format.end(text, at, scratch);
                if (end > at && (whole || hasChecksum(text.substring(at, end)))) {
                    spans.add(at, end, format.type());
                    return end;
                }
            }
        }
        return at;
    }

    private static boolean hasChecksum(String token) {
        int from = token.indexOf('_') + 1;
        int sum = token.length() - Base62Checksum.LENGTH;
        return sum > from && token.substring(sum).equals(Base62Checksum.of(token.substring(from, sum)));
    }

    /** The type of a secret: its format, if the whole of it has one. */
    static String typeOf(String secret) {
        if (secret.length() > 1) {
            var scratch = ALPHANUMERIC.matcher(secret);
            for (var format : BY_BEGINNING.with(secret.charAt(0), secret.charAt(1))) {
                if (secret.startsWith(format.prefix()) && format.end(secret, 0, scratch) == secret.length()) {
                    return format.type();
                }
            }
        }
        return Spans.SECRET;
    }

    private static boolean isNoPlaceholder(String rest) {
        return rest.chars().distinct().limit(MIN_DIFFERENT).count() == MIN_DIFFERENT;
    }

    private static boolean isMixedOrHex(String rest) {
        return Values.isMixed(rest) || (rest.length() == 32 && HEX.matcher(rest).matches());
    }

    private static TokenFormat format(String type, String prefix, Pattern run, int min, int length) {
        return format(type, prefix, run, min, length, TokenFormats::isNoPlaceholder);
    }

    private static TokenFormat format(
            String type, String prefix, Pattern run, int min, int length, Predicate<String> shape) {
        return new TokenFormat(type, prefix, run, min, length, shape);
    }

    private static TokenFormat shape(String type, int first, Pattern rest) {
        return format(type, Character.toString(first), rest, 1, 0, _ -> true);
    }
}
