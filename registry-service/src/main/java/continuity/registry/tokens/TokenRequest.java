package continuity.registry.tokens;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a token, as it came. One role or project may stand in {@code role} or {@code project}.
 *
 * @param subject who will hold it; absent means a name made of its machine or its id
 * @param machine absent means any, or the caller's own if the caller has only one
 * @param ttl how long it counts: {@code 90d}, {@code 12h}, or an ISO 8601 duration
 */
record TokenRequest(
        @Nullable String subject,
        @Nullable String role,
        @Nullable List<@Nullable String> roles,
        @Nullable String project,
        @Nullable List<@Nullable String> projects,
        @Nullable String machine,
        @Nullable String ttl,
        @Nullable String description) {

    static final TokenRequest EMPTY = new TokenRequest(null, null, null, null, null, null, null, null);
}
