package continuity.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token was made or revoked; never the token itself. Topic {@link Topics#TOKENS}, key token id, producer
 * registry-service, compacted.
 *
 * @param tokenId its {@code jti}
 * @param subject who holds it
 * @param expiresAt from then on nobody accepts it anyway
 * @param revokedAt when it was revoked, for ever; null for one that is good
 */
public record TokenChanged(
        String tokenId,
        String subject,
        Instant expiresAt,
        @Nullable Instant revokedAt) {}
