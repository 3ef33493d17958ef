package continuity.registry.tokens;

/** Every way in which a request about tokens is refused, beside rights and invalid fields. Nothing was changed. */
abstract sealed class TokenRefused extends RuntimeException {

    private TokenRefused(String message) {
        super(message);
    }

    /** The message for the caller. */
    String detail() {
        return String.valueOf(getMessage());
    }

    /** No such token, or none that the caller may see. */
    static final class NotFound extends TokenRefused {
        NotFound(String tokenId) {
            super("No token that you can see has the id '" + tokenId + "'");
        }
    }

    /** This deployment makes no tokens. */
    static final class NoSigningKey extends TokenRefused {
        NoSigningKey(String why) {
            super(why
                    + "; let CONTINUITY_TOKEN_SIGNING_KEY_FILE name the private key (PKCS #8, PEM) that belongs to the "
                    + "public one, or have your OIDC issuer make the token");
        }
    }
}
