package continuity.registry.tokens;

import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code registry.access_tokens}. */
@ApplicationScoped
class TokenStore {

    private static final String INSERT = """
            INSERT INTO registry.access_tokens
                   (token_id, subject, roles, projects, machine, description, created_by, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            RETURNING *, 'active' AS status
            """;

    private static final String INSERT_REVOKED = """
            INSERT INTO registry.access_tokens
                   (token_id, subject, roles, projects, created_by, expires_at, revoked_at, revoked_by)
            VALUES (?, ?, '{}', '{*}', ?, ?, now(), ?)
            ON CONFLICT DO NOTHING
            RETURNING *, 'revoked' AS status
            """;

    private static final String LIST = """
            SELECT *,
                   CASE WHEN revoked_at IS NOT NULL THEN 'revoked'
                        WHEN expires_at <= now() THEN 'expired'
                        ELSE 'active' END AS status
              FROM registry.access_tokens
             WHERE (? OR projects <@ ?)
               AND (NOT ? OR revoked_at IS NULL AND expires_at > now())
               AND (?::text IS NULL
                    OR (created_at, token_id) <
                       (SELECT last.created_at, last.token_id FROM registry.access_tokens AS last WHERE last.token_id = ?))
             ORDER BY created_at DESC, token_id DESC
             LIMIT ?
            """;

    private static final String FIND = """
            SELECT *,
                   CASE WHEN revoked_at IS NOT NULL THEN 'revoked'
                        WHEN expires_at <= now() THEN 'expired'
                        ELSE 'active' END AS status
              FROM registry.access_tokens
             WHERE token_id = ?
            """;

    private static final String FIND_AND_LOCK = FIND + " FOR UPDATE";

    private static final String REVOKE = """
            UPDATE registry.access_tokens
               SET revoked_at = now(), revoked_by = ?
             WHERE token_id = ?
            RETURNING *, 'revoked' AS status
            """;

    private final Database database;

    TokenStore(Database database) {
        this.database = database;
    }

    AccessToken insert(NewToken token, String createdBy) {
        return database.queryOne(
                        INSERT,
                        TokenStore::read,
                        token.tokenId(),
                        token.subject(),
                        token.roles().toArray(String[]::new),
                        token.projects().toArray(String[]::new),
                        token.machine(),
                        token.description(),
                        createdBy,
                        token.expiresAt())
                .orElseThrow();
    }

    /** Notes that a token was revoked that was not made here; empty if it has a row meanwhile. */
    Optional<AccessToken> insertRevoked(String tokenId, String subject, String revokedBy, Instant expiresAt) {
        return database.queryOne(INSERT_REVOKED, TokenStore::read, tokenId, subject, revokedBy, expiresAt, revokedBy);
    }

    /**
     * Those of the caller's projects, newest first.
     *
     * @param after id of the last one on the page before; null for the first page
     */
    List<AccessToken> list(Caller caller, boolean activeOnly, @Nullable String after, int limit) {
        return database.query(
                LIST,
                TokenStore::read,
                caller.seesAllProjects(),
                caller.projectNames(),
                activeOnly,
                after,
                after,
                limit);
    }

    Optional<AccessToken> find(String tokenId) {
        return database.queryOne(FIND, TokenStore::read, tokenId);
    }

    /** The row stays as it is until the end of the transaction. */
    Optional<AccessToken> lock(String tokenId) {
        return database.queryOne(FIND_AND_LOCK, TokenStore::read, tokenId);
    }

    AccessToken revoke(String tokenId, String revokedBy) {
        return database.queryOne(REVOKE, TokenStore::read, revokedBy, tokenId).orElseThrow();
    }

    private static AccessToken read(ResultSet row) throws SQLException {
        return new AccessToken(
                row.getString("token_id"),
                row.getString("status"),
                row.getString("subject"),
                texts(row, "roles"),
                texts(row, "projects"),
                row.getString("machine"),
                row.getString("description"),
                row.getString("created_by"),
                Objects.requireNonNull(Database.instant(row, "created_at")),
                Objects.requireNonNull(Database.instant(row, "expires_at")),
                Database.instant(row, "revoked_at"),
                row.getString("revoked_by"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
