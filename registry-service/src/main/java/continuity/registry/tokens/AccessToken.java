package continuity.registry.tokens;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token.
 *
 * @param tokenId its {@code jti}
 * @param status when it was read: {@code active}, {@code expired} or {@code revoked}
 * @param subject who holds it
 * @param projects names, or {@code *} alone for all
 * @param machine the only machine that it writes for, null for any
 * @param createdBy subject of who asked for it
 */
@RegisterForReflection
record AccessToken(
        String tokenId,
        String status,
        String subject,
        List<String> roles,
        List<String> projects,
        @Nullable String machine,
        @Nullable String description,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {}
