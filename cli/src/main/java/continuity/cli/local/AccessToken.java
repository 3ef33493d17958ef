package continuity.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A token in a file, as a JSON Web Token: who holds it and what they may do, in every project and on every machine.
 *
 * @param roles of viewer, agent, operator, admin; {@code service} for calls between services
 */
public record AccessToken(Path file, String subject, Set<String> roles) {

    static final String ISSUER = "continuity";
    static final Duration LIFETIME = Duration.ofDays(365);

    /** A token with less than this left is replaced. */
    public static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes the token when there is none, when it runs out soon, or when it was signed with another key. */
    void prepare(SigningKeys keys, Instant now) {
        if (!isValid(keys, now.plus(RENEW_BEFORE))) {
            PrivateFiles.write(file, sign(keys, now));
        }
    }

    private String sign(SigningKeys keys, Instant now) {
        var header = JSON.createObjectNode().put("alg", SigningKeys.ALGORITHM).put("typ", "JWT");
        var claims = JSON.createObjectNode()
                .put("iss", ISSUER)
                .put("sub", subject)
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
        claims.putArray("projects").add("*");
        var groups = claims.putArray("groups");
        roles.forEach(groups::add);
        var signed = base64(bytes(header)) + "." + base64(bytes(claims));
        return signed + "." + base64(keys.sign(signed));
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private boolean isValid(SigningKeys keys, Instant until) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            return validUntil(Files.readString(file), keys).stream().anyMatch(until::isBefore);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When a token expires; empty if it is none, or was not signed with these keys. */
    public static Optional<Instant> validUntil(String token, SigningKeys keys) {
        var parts = token.strip().split("\\.", -1);
        var decoder = Base64.getUrlDecoder();
        try {
            if (parts.length != 3 || !keys.verifies(parts[0] + "." + parts[1], decoder.decode(parts[2]))) {
                return Optional.empty();
            }
            var expires = JSON.readTree(decoder.decode(parts[1])).path("exp").asLong();
            return Optional.of(Instant.ofEpochSecond(expires));
        } catch (IllegalArgumentException | IOException notReadable) {
            return Optional.empty();
        }
    }
}
