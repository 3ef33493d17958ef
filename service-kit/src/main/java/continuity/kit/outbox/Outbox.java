package continuity.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Map;

/**
 * Notes inside the current transaction that others must hear of a row.
 *
 * <p>Call it while the lock is held that orders the changes of {@code key}: the relay tells them in that order.
 */
@ApplicationScoped
public class Outbox {

    /** Every shard is relayed by one process at a time; keys of one shard stay in order. */
    static final int SHARDS = 16;

    private static final String ADD = """
            INSERT INTO outbox (topic, message_key, shard, pointer, detail)
            VALUES (?, ?, ?, ?, ?::jsonb)
            """; // the search_path of each runtime role is its own schema

    private final Database database;
    private final ObjectMapper json;
    private final Event<Written> written;

    /** An entry was added; observed after commit. */
    record Written() {}

    Outbox(Database database, ObjectMapper json, Event<Written> written) {
        this.database = database;
        this.json = json;
        this.written = written;
    }

    public void add(String topic, String key, String pointer, Map<String, ?> detail) {
        database.update(ADD, topic, key, shardOf(key), pointer, text(detail));
        written.fire(new Written());
    }

    /** The shard of a key, for statements that write entries in sets: 0–15. */
    public static int shardOf(String key) {
        return Math.floorMod(key.hashCode(), SHARDS);
    }

    private String text(Map<String, ?> detail) {
        try {
            return json.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("detail is not writable as JSON", e);
        }
    }
}
