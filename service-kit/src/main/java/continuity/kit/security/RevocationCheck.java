package continuity.kit.security;

import continuity.kit.problem.TokenRevoked;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Refuses a token that is good in itself but was revoked, on every path that asks for one. */
@ApplicationScoped
class RevocationCheck implements SecurityIdentityAugmentor {

    private final RevokedTokens revoked;

    RevocationCheck(RevokedTokens revoked) {
        this.revoked = revoked;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return isRevoked(identity)
                ? Uni.createFrom().failure(TokenRevoked::failure)
                : Uni.createFrom().item(identity);
    }

    private boolean isRevoked(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                && token.getTokenID() != null
                && revoked.contains(token.getTokenID());
    }
}
