package continuity.sanitizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes secrets of well-known formats. None of them is or ever was a credential: they are drawn at random. */
final class Shapes {

    private static final String DIGITS = "0123456789";
    private static final String HEX = DIGITS + "abcdef";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String LETTERS = UPPER + "abcdefghijklmnopqrstuvwxyz";
    private static final String ALPHANUMERIC = LETTERS + DIGITS;
    private static final String URL_SAFE = ALPHANUMERIC + "_-";
    private static final String BASE64 = ALPHANUMERIC + "+/";

    /** A secret and the type that its mark must have. */
    record Token(String type, String value) {}

    private final Random random;

    Shapes(long seed) {
        this.random = new Random(seed);
    }

    /** One secret for each format that betrays itself. */
    List<Token> tokens() {
        var tokens = new ArrayList<Token>();
        tokens.add(new Token("aws_access_key", awsAccessKey()));
        tokens.add(new Token("aws_access_key", "AS" + "IA" + draw(UPPER + "234567", 16)));
        for (var kind : List.of("ghp", "gho", "ghu", "ghs", "ghr")) {
            tokens.add(new Token("github_token", kind + "_" + draw(ALPHANUMERIC, 36)));
        }
        tokens.add(new Token("github_token", githubFineGrained()));
        tokens.add(new Token("gitlab_token", gitlab()));
        tokens.add(new Token("slack_token", slack()));
        tokens.add(new Token("slack_token", "xox" + "p-" + draw(DIGITS, 12) + "-" + draw(ALPHANUMERIC, 32)));
        tokens.add(new Token(
                "slack_webhook",
                "hooks.slack.com/" + "services/T" + draw(UPPER, 8) + "/B" + draw(UPPER, 8) + "/"
                        + draw(ALPHANUMERIC, 24)));
        tokens.add(new Token("stripe_key", stripe()));
        tokens.add(new Token("stripe_key", "rk" + "_test_" + draw(ALPHANUMERIC, 24)));
        tokens.add(new Token("openai_key", openai()));
        tokens.add(new Token(
                "openai_key", "sk" + "-" + draw(ALPHANUMERIC, 17) + "aZ9" + "T3Blbk" + "FJ" + draw(ALPHANUMERIC, 20)));
        tokens.add(new Token("anthropic_key", anthropic()));
        tokens.add(new Token("google_api_key", google()));
        tokens.add(new Token("huggingface_token", "h" + "f_" + draw(ALPHANUMERIC, 34)));
        tokens.add(new Token("npm_token", npm()));
        tokens.add(new Token("pypi_token", "py" + "pi-" + draw(URL_SAFE, 90)));
        tokens.add(new Token("sendgrid_key", sendgrid()));
        tokens.add(new Token("digitalocean_token", "do" + "p_v1_" + draw(HEX, 64)));
        tokens.add(
                new Token("tailscale_key", "ts" + "key-auth-" + draw(ALPHANUMERIC, 12) + "-" + draw(ALPHANUMERIC, 32)));
        tokens.add(new Token("vault_token", "hv" + "s." + draw(URL_SAFE, 90)));
        tokens.add(new Token("vault_token", "s" + "." + draw(ALPHANUMERIC, 21) + "aZ9"));
        tokens.add(new Token("telegram_token", "7" + draw(DIGITS, 9) + ":A" + "A" + draw(URL_SAFE, 33)));
        tokens.add(new Token(
                "discord_token",
                "M" + draw(ALPHANUMERIC, 23) + "." + draw(ALPHANUMERIC, 6) + "." + draw(ALPHANUMERIC, 27)));
        tokens.add(new Token("jwt", jwt()));
        tokens.add(new Token("jwt", jwt().replaceAll("\\.[^.]*$", "")));
        tokens.add(new Token("private_key", privateKey()));
        return tokens;
    }

    String awsAccessKey() {
        return "AK" + "IA" + draw(UPPER + "234567", 16);
    }

    String awsSecretKey() {
        return draw(BASE64, 37) + "aZ9";
    }

    String githubClassic() {
        return "gh" + "p_" + draw(ALPHANUMERIC, 36);
    }

    String githubFineGrained() {
        return "github" + "_pat_" + draw(ALPHANUMERIC, 22) + "_" + draw(ALPHANUMERIC, 59);
    }

    String gitlab() {
        return "glp" + "at-" + draw(URL_SAFE, 20);
    }

    String slack() {
        return "xox" + "b-" + draw(DIGITS, 12) + "-" + draw(DIGITS, 13) + "-" + draw(ALPHANUMERIC, 24);
    }

    String stripe() {
        return "sk" + "_live_" + draw(ALPHANUMERIC, 34);
    }

    String openai() {
        return "sk" + "-proj-" + draw(ALPHANUMERIC, 30) + "T3Blbk" + "FJ" + draw(URL_SAFE, 40);
    }

    String anthropic() {
        return "sk" + "-ant-api03-" + draw(URL_SAFE, 93) + "AA";
    }

    String google() {
        return "AI" + "za" + draw(URL_SAFE, 35);
    }

    String npm() {
        return "np" + "m_" + draw(ALPHANUMERIC, 36);
    }

    String sendgrid() {
        return "S" + "G." + draw(URL_SAFE, 22) + "." + draw(URL_SAFE, 43);
    }

    String jwt() {
        return base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64("{\"sub\":\"" + draw(DIGITS, 10) + "\"}")
                + "." + draw(URL_SAFE, 43);
    }

    String urlPassword() {
        return draw(ALPHANUMERIC, 18);
    }

    String opaque() {
        return draw(HEX, 47) + "a";
    }

    /** As people make them up: a word, something, two digits. */
    String password() {
        return List.of("Falcon", "Heron", "Nightingale", "Elm").get(random.nextInt(4)) + "-" + draw(LETTERS, 7) + "-"
                + draw(DIGITS, 2) + "!";
    }

    String privateKey() {
        var lines = IntStream.range(0, 5).mapToObj(_ -> draw(BASE64, 70)).collect(Collectors.joining("\n"));
        return "-----BEGIN OPENSSH " + "PRIVATE KEY-----\n" + lines + "\n" + draw(ALPHANUMERIC, 31)
                + "=\n-----END OPENSSH " + "PRIVATE KEY-----";
    }

    String hex(int length) {
        return draw(HEX, length);
    }

    String base64(int length) {
        return draw(BASE64, length);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String draw(String alphabet, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ ->
                        alphabet.substring(random.nextInt(alphabet.length())).substring(0, 1))
                .collect(Collectors.joining());
    }
}
