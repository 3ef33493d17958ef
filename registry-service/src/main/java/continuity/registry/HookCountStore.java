package continuity.registry;

import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The table {@code registry.hook_counts}. */
@ApplicationScoped
class HookCountStore {

    private static final String KEEP = """
            INSERT INTO registry.hook_counts AS known (instance_id, source, stored, dropped, waiting)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (instance_id, source) DO UPDATE
               SET stored = excluded.stored, dropped = excluded.dropped, waiting = excluded.waiting, told_at = now()
             WHERE known.stored + known.dropped < excluded.stored + excluded.dropped
                OR known.stored + known.dropped = excluded.stored + excluded.dropped
                   AND known.waiting <> excluded.waiting
            """; // what a late message says is known better already

    private static final String SUM =
            """
            SELECT coalesce(sum(stored), 0)::bigint AS stored,
                   coalesce(sum(dropped), 0)::bigint AS dropped,
                   coalesce((array_agg(waiting ORDER BY told_at DESC))[1], 0) AS waiting
              FROM registry.hook_counts
             WHERE instance_id = ?
            """; // what an earlier source left waiting is delivered, and counted, by the newest

    private final Database database;

    HookCountStore(Database database) {
        this.database = database;
    }

    void keep(String instanceId, @Nullable HookCounts counts) {
        if (counts != null) {
            database.update(KEEP, instanceId, counts.source(), counts.stored(), counts.dropped(), counts.waiting());
        }
    }

    /** Of all sources together. */
    HookCounts of(String instanceId) {
        return database.queryOne(
                        SUM,
                        row -> new HookCounts(
                                null, row.getLong("stored"), row.getLong("dropped"), row.getLong("waiting")),
                        instanceId)
                .orElseThrow();
    }
}
