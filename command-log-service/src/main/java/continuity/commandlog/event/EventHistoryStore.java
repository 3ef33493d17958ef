package continuity.commandlog.event;

import continuity.commandlog.JsonText;
import continuity.commandlog.Transactions;
import continuity.contracts.EventAppended;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import continuity.kit.sql.Database.RowVisitor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that reads events. Rows are taken one by one, and no more than {@value #MAX_CHARACTERS} characters of JSON at
 * once: one event may have a million of them.
 */
@ApplicationScoped
class EventHistoryStore {

    /** What one answer may hold, in characters of JSON; the event that goes beyond is the last one. */
    static final int MAX_CHARACTERS = 4 << 20;

    private static final String FIND = """
            SELECT event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                   parent_event_id, root_event_id, depth, occurred_at, timestamp
              FROM command_log.event_store
             WHERE (? OR project = ANY (?))
               AND event_id = ?
            """;

    /** The text as a whole is looked at first, which is cheap, then each value, which is exact. */
    private static final String MATCHING = """
              FROM command_log.event_store
             WHERE (? OR project = ANY (?))
               AND instance_id = ?
               AND (? OR event_type = ANY (?))
               AND (?::timestamptz IS NULL OR timestamp >= ?)
               AND (?::timestamptz IS NULL OR timestamp <= ?)
               AND (?::text IS NULL
                    OR position(lower(?::text) IN lower(event_data::text)) > 0
                       AND EXISTS (SELECT FROM jsonb_path_query(event_data, 'strict $.**') AS v(value)
                                    WHERE jsonb_typeof(value) NOT IN ('object', 'array')
                                      AND position(lower(?::text) IN lower(value #>> '{}')) > 0))
            """;

    private static final String ROWS = """
            SELECT event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                   parent_event_id, root_event_id, depth, occurred_at, timestamp
            """ + MATCHING;

    private static final String OLDEST_FIRST = ROWS + """
               AND sequence_num > ?
             ORDER BY sequence_num
             LIMIT ?
            """;

    private static final String NEWEST_FIRST = ROWS + """
               AND sequence_num < ?
             ORDER BY sequence_num DESC
             LIMIT ?
            """;

    private static final String COUNT = "SELECT count(*)\n" + MATCHING;

    static final String CHAIN = """
            WITH RECURSIVE up (event_id, parent_event_id, instance_id, steps) AS (
                SELECT event_id, parent_event_id, instance_id, 0
                  FROM command_log.event_store
                 WHERE (? OR project = ANY (?))
                   AND event_id = ?
                UNION ALL
                SELECT parent.event_id, parent.parent_event_id, parent.instance_id, up.steps + 1
                  FROM up
                  JOIN command_log.event_store parent
                    ON parent.event_id = up.parent_event_id AND parent.instance_id = up.instance_id
                 WHERE up.steps < ?
            )
            SELECT e.event_id, e.instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                   e.parent_event_id, root_event_id, depth, occurred_at, timestamp
              FROM up
              JOIN command_log.event_store e ON e.event_id = up.event_id
             ORDER BY steps
            """; // one probe of the primary key for each step

    static final String CHILDREN = """
            SELECT event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                   parent_event_id, root_event_id, depth, occurred_at, timestamp
              FROM command_log.event_store
             WHERE (? OR project = ANY (?))
               AND parent_event_id = ANY (?)
             ORDER BY sequence_num
             LIMIT ?
            """; // event_store_by_parent

    static final String LAST_FAILURE = """
            SELECT event_id
              FROM command_log.event_store
             WHERE (? OR project = ANY (?))
               AND instance_id = ?
               AND (event_type IN ('error', 'test_failed', 'validation_failed', 'epic_failed', 'deployment_failed')
                    OR event_type = 'tool_result' AND event_data ->> 'success' = 'false')
             ORDER BY sequence_num DESC
             LIMIT 1
            """; // event_store_failures has the same condition

    private final Database database;
    private final JsonText json;

    EventHistoryStore(Database database, JsonText json) {
        this.database = database;
        this.json = json;
    }

    Optional<EventAppended> find(UUID eventId, Caller caller) {
        return database.queryOne(
                FIND, row -> EventRow.read(row, json), caller.seesAllProjects(), caller.projectNames(), eventId);
    }

    /**
     * Those after the filter's position, in its order.
     *
     * @param limit number of events
     */
    Slice page(EventFilter filter, Caller caller, int limit) {
        var arguments = arguments(filter, caller);
        arguments.add(filter.position());
        arguments.add(limit + 1);
        return slice(filter.newestFirst() ? NEWEST_FIRST : OLDEST_FIRST, limit, arguments.toArray());
    }

    /** Number of events on all pages. */
    long count(EventFilter filter, Caller caller) {
        return database.queryOne(
                        COUNT, row -> row.getLong(1), arguments(filter, caller).toArray())
                .orElse(0L);
    }

    private List<@Nullable Object> arguments(EventFilter filter, Caller caller) {
        var text = filter.text();
        var inJson =
                text == null ? null : json.of(text).substring(1, json.of(text).length() - 1);
        return new ArrayList<@Nullable Object>(Arrays.asList(
                caller.seesAllProjects(),
                caller.projectNames(),
                filter.instanceId(),
                filter.eventTypes().isEmpty(),
                filter.eventTypes().toArray(String[]::new),
                filter.from(),
                filter.from(),
                filter.to(),
                filter.to(),
                text,
                inJson,
                text));
    }

    /**
     * The event itself, then its causes, the nearest first.
     *
     * @param maxCauses number of steps upwards
     */
    List<EventAppended> withCauses(UUID eventId, Caller caller, int maxCauses) {
        return slice(CHAIN, maxCauses + 1, caller.seesAllProjects(), caller.projectNames(), eventId, maxCauses)
                .events();
    }

    /** What followed directly from one of {@code parents}, ascending by sequence. */
    Slice children(List<UUID> parents, Caller caller, int limit) {
        return slice(
                CHILDREN,
                limit,
                caller.seesAllProjects(),
                caller.projectNames(),
                parents.toArray(UUID[]::new),
                limit + 1);
    }

    Optional<UUID> lastFailure(String instanceId, Caller caller) {
        return database.queryOne(
                LAST_FAILURE,
                row -> row.getObject(1, UUID.class),
                caller.seesAllProjects(),
                caller.projectNames(),
                instanceId);
    }

    private Slice slice(String sql, int limit, @Nullable Object... arguments) {
        var collector = new Collector(limit);
        return Transactions.reading(() -> {
            database.queryWhile(sql, collector, arguments);
            return new Slice(collector.events, collector.hasMore, collector.characters);
        });
    }

    private final class Collector implements RowVisitor {

        private final List<EventAppended> events = new ArrayList<>();
        private final int limit;
        private long characters;
        private boolean hasMore;

        Collector(int limit) {
            this.limit = limit;
        }

        @Override
        public boolean visit(ResultSet row) throws SQLException {
            hasMore = events.size() == limit || characters > MAX_CHARACTERS;
            if (hasMore) {
                return false;
            }
            events.add(EventRow.read(row, json));
            characters += row.getString("event_data").length()
                    + row.getString("metadata").length();
            return true;
        }
    }
}
