package continuity.registry.tokens;

import continuity.kit.problem.Forbidden;
import continuity.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes tokens. */
@ApplicationScoped
class TokenService {

    private static final Logger LOG = Logger.getLogger(TokenService.class);

    /** Who holds a token that was not made here. */
    private static final String UNLISTED = "unlisted";

    private final TokenSigner signer;
    private final TokenStore store;
    private final TokenMessages messages;

    TokenService(TokenSigner signer, TokenStore store, TokenMessages messages) {
        this.signer = signer;
        this.store = store;
        this.messages = messages;
    }

    /** @param token itself, to be shown this once */
    record Made(String token, AccessToken row) {}

    /**
     * @throws Forbidden if it is more than the caller may give away
     * @throws TokenRefused if no tokens are made here
     */
    @Transactional
    Made create(NewToken wanted, Caller caller) {
        Granting.require(caller, wanted.roles(), wanted.projects(), wanted.machine());
        var token = signer.sign(wanted);
        var row = store.insert(wanted, caller.subject());
        messages.announce(row);
        LOG.infof(
                "%s made token %s for %s: roles %s, projects %s, machine %s, until %s",
                caller.subject(),
                row.tokenId(),
                row.subject(),
                row.roles(),
                row.projects(),
                row.machine() == null ? "any" : row.machine(),
                row.expiresAt());
        return new Made(token, row);
    }

    List<AccessToken> list(Caller caller, boolean activeOnly, @Nullable String after, int limit) {
        return store.list(caller, activeOnly, after, limit);
    }

    /**
     * Revokes a token for ever; one that was revoked before stays as it is.
     *
     * @throws TokenRefused if the caller can see no such token
     * @throws Forbidden if the caller could not have given it away
     */
    @Transactional
    AccessToken revoke(String tokenId, Caller caller) {
        var row = store.lock(tokenId)
                .filter(token -> token.projects().stream().allMatch(caller::sees))
                .orElseThrow(() -> new TokenRefused.NotFound(tokenId));
        Granting.require(caller, row.roles(), row.projects(), row.machine());
        if (row.revokedAt() != null) {
            return row;
        }
        return tell(store.revoke(tokenId, caller.subject()));
    }

    /**
     * Revokes a token that may have been made elsewhere: by the launcher, or by an OIDC issuer.
     *
     * @throws Forbidden unless the caller's reach has no limit
     */
    @Transactional
    AccessToken revokeUnlisted(String tokenId, Caller caller) {
        Granting.requireEverything(caller);
        return store.insertRevoked(
                        tokenId, UNLISTED, caller.subject(), Instant.now().plus(Lifetime.LONGEST))
                .map(this::tell)
                .orElseGet(() -> revoke(tokenId, caller));
    }

    private AccessToken tell(AccessToken revoked) {
        messages.announce(revoked);
        LOG.infof("%s revoked token %s of %s", revoked.revokedBy(), revoked.tokenId(), revoked.subject());
        return revoked;
    }
}
