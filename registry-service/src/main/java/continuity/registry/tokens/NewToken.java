package continuity.registry.tokens;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that is about to be made, checked and without secrets.
 *
 * @param expiresAt in whole seconds, as tokens have it
 */
record NewToken(
        String tokenId,
        String subject,
        List<String> roles,
        List<String> projects,
        @Nullable String machine,
        @Nullable String description,
        Instant issuedAt,
        Instant expiresAt) {}
