package continuity.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens for tests, signed (RS256) with a key that lives as long as this JVM; {@link Backbone} gives its public
 * half to the application under test.
 */
public final class TestTokens {

    /** Who signs. */
    public static final String ISSUER = "continuity";

    /** {@code projects} of a token that is not limited to some. */
    public static final List<String> EVERY_PROJECT = List.of("*");

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final JsonMapper JSON = new JsonMapper();

    private TestTokens() {}

    /** An agent's token: writes for {@code machine} in {@code project}, reads that project. */
    public static String agent(String project, String machine) {
        return of("agent@" + machine, List.of("agent", "viewer"), List.of(project), machine, LIFETIME);
    }

    /** Reads the given projects; every project if none is given. */
    public static String viewer(String... projects) {
        return of("viewer", List.of("viewer"), orEvery(projects), null, LIFETIME);
    }

    /** A person who may also act, in the given projects; in every project if none is given. */
    public static String operator(String... projects) {
        return of("operator", List.of("operator", "viewer"), orEvery(projects), null, LIFETIME);
    }

    /** A person who may do everything. */
    public static String admin() {
        return of("admin", List.of("admin", "operator", "viewer"), EVERY_PROJECT, null, LIFETIME);
    }

    /** What one service shows to another. */
    public static String service(String name) {
        return of(name, List.of("service"), EVERY_PROJECT, null, LIFETIME);
    }

    /** A viewer's token that was good until an hour ago. */
    public static String expired() {
        return of("viewer", List.of("viewer"), EVERY_PROJECT, null, LIFETIME.negated());
    }

    /** A viewer's token that claims our issuer, but is signed with somebody else's key. */
    public static String forged() {
        return sign(claims("viewer", List.of("viewer"), EVERY_PROJECT, null, LIFETIME), newKey());
    }

    /**
     * Any token.
     *
     * @param subject {@code sub}
     * @param roles {@code groups}, as {@code @RolesAllowed} wants them
     * @param projects {@code projects}, or {@link #EVERY_PROJECT}
     * @param machine the only machine that its holder may write for; null if it is bound to none
     * @param lifetime from now; negative for a token that has expired
     */
    public static String of(
            String subject, List<String> roles, List<String> projects, @Nullable String machine, Duration lifetime) {
        return sign(claims(subject, roles, projects, machine, lifetime), key());
    }

    /** The public key of these tokens in PEM. */
    public static String publicKeyPem() {
        try {
            var key = (RSAPrivateCrtKey) key();
            var spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return pem("PUBLIC KEY", KeyFactory.getInstance("RSA").generatePublic(spec));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key that signs these tokens in PEM. */
    static String privateKeyPem() {
        return pem("PRIVATE KEY", key());
    }

    private static String pem(String what, Key key) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(key.getEncoded()), what);
    }

    private static List<String> orEvery(String... projects) {
        return projects.length == 0 ? EVERY_PROJECT : List.of(projects);
    }

    private static Map<String, Object> claims(
            String subject, List<String> roles, List<String> projects, @Nullable String machine, Duration lifetime) {
        var now = Instant.now();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("sub", subject);
        claims.put("groups", roles);
        claims.put("projects", projects);
        if (machine != null) {
            claims.put("machine", machine);
        }
        claims.put(
                "iat",
                now.minus(lifetime.isNegative() ? lifetime.abs().multipliedBy(2) : Duration.ZERO)
                        .getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }

    private static String sign(Map<String, Object> claims, PrivateKey key) {
        try {
            var signed = part(Map.of("alg", "RS256", "typ", "JWT")) + "." + part(claims);
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64url(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(Map<String, Object> json) throws JsonProcessingException {
        return base64url(JSON.writeValueAsBytes(json));
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static PrivateKey key() {
        var encoded =
                JvmWide.once("continuity.testkit.key", () -> Base64.getEncoder().encodeToString(newKey().getEncoded()));
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
