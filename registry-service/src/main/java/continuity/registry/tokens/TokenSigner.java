package continuity.registry.tokens;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Signs tokens with the deployment's private key, which is read each time and kept nowhere. */
@ApplicationScoped
class TokenSigner {

    private static final Logger LOG = Logger.getLogger(TokenSigner.class);

    private final Optional<Path> keyFile;
    private final String issuer;

    TokenSigner(
            @ConfigProperty(name = "continuity.token-signing-key-file") Optional<Path> keyFile,
            @ConfigProperty(name = "mp.jwt.verify.issuer") String issuer) {
        this.keyFile = keyFile;
        this.issuer = issuer;
    }

    /** @throws TokenRefused.NoSigningKey if this deployment has none, or none that can be used */
    String sign(NewToken token) {
        var claims = Jwt.issuer(issuer)
                .subject(token.subject())
                .groups(new HashSet<>(token.roles()))
                .claim("projects", token.projects())
                .claim("jti", token.tokenId())
                .issuedAt(token.issuedAt())
                .expiresAt(token.expiresAt());
        if (token.machine() != null) {
            claims.claim("machine", token.machine());
        }
        return claims.jws().algorithm(SignatureAlgorithm.RS256).sign(key());
    }

    private PrivateKey key() {
        var file =
                keyFile.orElseThrow(() -> new TokenRefused.NoSigningKey("This system has no key to sign tokens with"));
        try {
            var encoded = Files.readString(file).replaceAll("-----[^-]+-----|\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            LOG.errorf(
                    "the key to sign tokens with cannot be used: %s: %s",
                    file, e.getClass().getSimpleName());
            throw new TokenRefused.NoSigningKey("The key to sign tokens with cannot be used");
        }
    }
}
