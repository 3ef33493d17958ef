package continuity.kit.problem;

import io.quarkus.security.AuthenticationFailedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody took the credential back. Answered 401 {@code token_revoked}. */
public final class TokenRevoked {

    static final String CODE = "token_revoked";

    private TokenRevoked() {}

    /** Quarkus' own exception, which is final: the reason is an attribute of it. */
    public static AuthenticationFailedException failure() {
        return new AuthenticationFailedException("This token was revoked", Map.of(CODE, true));
    }

    static boolean isReasonOf(SecurityException refusal) {
        if (!(refusal instanceof AuthenticationFailedException failed)) {
            return false;
        }
        @Nullable Map<String, Object> attributes = failed.getAttributes();
        return attributes != null && attributes.containsKey(CODE);
    }
}
