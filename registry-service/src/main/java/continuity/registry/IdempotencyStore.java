package continuity.registry;

import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Which registration a client's key stands for; committed together with that registration. */
@ApplicationScoped
class IdempotencyStore {

    private static final String CLAIM = """
            INSERT INTO registry.idempotency_keys (subject, key, request_hash)
            VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """; // waits for another transaction that holds the same key

    private static final String FIND = """
            SELECT request_hash, instance_id
              FROM registry.idempotency_keys
             WHERE subject = ? AND key = ?
            """;

    private static final String COMPLETE = """
            UPDATE registry.idempotency_keys
               SET instance_id = ?
             WHERE subject = ? AND key = ?
            """;

    private static final String FORGET_OLD = """
            DELETE FROM registry.idempotency_keys
             WHERE (subject, key) IN (
                       SELECT subject, key
                         FROM registry.idempotency_keys
                        WHERE created_at < now() - interval '90 days'
                        LIMIT ?
                          FOR UPDATE SKIP LOCKED)
            """; // of several replicas each takes others

    private final Database database;

    IdempotencyStore(Database database) {
        this.database = database;
    }

    /** What a key was used for. */
    record Known(String requestHash, String instanceId) {}

    /** Takes the key for the current transaction; what it was used for, if it is taken already. */
    Optional<Known> claim(String subject, String key, String requestHash) {
        if (database.update(CLAIM, subject, key, requestHash) == 1) {
            return Optional.empty();
        }
        return database.queryOne(
                FIND, row -> new Known(row.getString("request_hash"), row.getString("instance_id")), subject, key);
    }

    /** @return how many keys were forgotten, at most {@code limit} */
    int forgetOld(int limit) {
        return database.update(FORGET_OLD, limit);
    }

    void complete(String subject, String key, String instanceId) {
        database.update(COMPLETE, instanceId, subject, key);
    }
}
