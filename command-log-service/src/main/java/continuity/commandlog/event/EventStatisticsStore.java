package continuity.commandlog.event;

import continuity.commandlog.event.Performance.Durations;
import continuity.commandlog.event.Performance.SuccessRate;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import continuity.kit.sql.Database.RowReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The SQL that sums up the events of one instance; none of it brings the events themselves here. */
@ApplicationScoped
class EventStatisticsStore {

    private static final String REPLAY = """
            SELECT last.sequence_num, last.event_type, last.timestamp, earlier.count, named.epic
              FROM (SELECT instance_id, sequence_num, event_type, timestamp
                      FROM command_log.event_store
                     WHERE (? OR project = ANY (?))
                       AND instance_id = ?
                       AND sequence_num <= ?
                     ORDER BY sequence_num DESC
                     LIMIT 1) AS last
             CROSS JOIN LATERAL (
                    SELECT count(*) AS count
                      FROM command_log.event_store e
                     WHERE e.instance_id = last.instance_id
                       AND e.sequence_num <= last.sequence_num) AS earlier
              LEFT JOIN LATERAL (
                    SELECT coalesce(event_data ->> 'epic_id', event_data ->> 'current_epic') AS epic
                      FROM command_log.event_store e
                     WHERE e.instance_id = last.instance_id
                       AND e.sequence_num <= last.sequence_num
                       AND (event_data ->> 'epic_id' IS NOT NULL OR event_data ->> 'current_epic' IS NOT NULL)
                     ORDER BY e.sequence_num DESC
                     LIMIT 1) AS named ON true
            """; // event_store_epics has the same condition

    private static final String BY_TYPE = """
            SELECT event_type, count(*) AS count, min(timestamp) AS first, max(timestamp) AS last
              FROM command_log.event_store
             WHERE (? OR project = ANY (?))
               AND instance_id = ?
             GROUP BY event_type
            """;

    /** {@code {by}} is one of our two columns. */
    private static final String DURATIONS = """
            WITH timed AS (
                SELECT event_id, sequence_num, event_type, event_data ->> 'tool_name' AS tool_name,
                       round(coalesce(
                           CASE jsonb_typeof(event_data -> 'duration_ms')
                                WHEN 'number' THEN (event_data ->> 'duration_ms')::numeric END,
                           CASE jsonb_typeof(event_data -> 'duration_seconds')
                                WHEN 'number' THEN (event_data ->> 'duration_seconds')::numeric * 1000 END,
                           CASE jsonb_typeof(event_data -> 'duration_hours')
                                WHEN 'number' THEN (event_data ->> 'duration_hours')::numeric * 3600000 END)) AS ms
                  FROM command_log.event_store
                 WHERE (? OR project = ANY (?))
                   AND instance_id = ?
            )
            SELECT {by} AS name, count(*) AS events,
                   percentile_disc(0.5) WITHIN GROUP (ORDER BY ms) AS p50,
                   percentile_disc(0.95) WITHIN GROUP (ORDER BY ms) AS p95,
                   max(ms) AS max, least(sum(ms), 9e18) AS total,
                   (array_agg(event_id ORDER BY ms DESC, sequence_num))[1] AS slowest
              FROM timed
             WHERE ms BETWEEN 0 AND 1e15
               AND {by} IS NOT NULL
             GROUP BY {by}
             ORDER BY total DESC, name
             LIMIT 100
            """;

    private static final String SUCCESS = """
            WITH ended AS (
                SELECT CASE WHEN event_type IN ('tool_result', 'error') THEN 'tool_calls'
                            WHEN event_type LIKE 'test%' THEN 'tests'
                            WHEN event_type LIKE 'validation%' THEN 'validations'
                            WHEN event_type LIKE 'deployment%' THEN 'deployments'
                            ELSE 'epics' END AS what,
                       CASE WHEN event_type IN ('tool_result', 'error') THEN event_data ->> 'tool_name' END AS tool_name,
                       CASE WHEN event_type = 'tool_result' THEN event_data ->> 'success' = 'true'
                            ELSE event_type IN ('test_passed', 'validation_passed', 'deployment_completed',
                                                'epic_completed') END AS succeeded
                  FROM command_log.event_store
                 WHERE (? OR project = ANY (?))
                   AND instance_id = ?
                   AND (event_type IN ('tool_result', 'test_passed', 'test_failed', 'validation_passed',
                                       'validation_failed', 'deployment_completed', 'deployment_failed',
                                       'epic_completed', 'epic_failed')
                        OR event_type = 'error' AND event_data ->> 'tool_name' IS NOT NULL)
            )
            SELECT what, tool_name, count(*) AS total, count(*) FILTER (WHERE succeeded) AS succeeded
              FROM ended
             GROUP BY GROUPING SETS ((what), (what, tool_name))
            HAVING GROUPING(tool_name) = 1 OR tool_name IS NOT NULL
             ORDER BY GROUPING(tool_name) DESC, total DESC, what, tool_name
             LIMIT 105
            """;

    private static final String LINEAGE = """
            SELECT count(*) AS events,
                   count(*) FILTER (WHERE e.depth = 0) AS roots,
                   coalesce(max(e.depth), 0) AS max_depth,
                   count(DISTINCT e.parent_event_id) AS parents,
                   count(e.parent_event_id) AS children,
                   count(e.parent_event_id) FILTER (WHERE parent.event_id IS NULL) AS orphans
              FROM command_log.event_store e
              LEFT JOIN command_log.event_store parent
                ON parent.event_id = e.parent_event_id AND parent.instance_id = ?
             WHERE (? OR e.project = ANY (?))
               AND e.instance_id = ?
            """;

    private final Database database;

    EventStatisticsStore(Database database) {
        this.database = database;
    }

    /** Empty if the instance has no event up to {@code toSequence}. */
    Optional<Replay> replay(String instanceId, long toSequence, Caller caller) {
        return database.queryOne(
                REPLAY,
                row -> {
                    var last = row.getLong("sequence_num");
                    var count = row.getLong("count");
                    return new Replay(
                            instanceId,
                            Math.min(last, toSequence),
                            count,
                            last - count,
                            row.getString("epic"),
                            row.getString("event_type"),
                            EventRow.time(row, "timestamp"));
                },
                caller.seesAllProjects(),
                caller.projectNames(),
                instanceId,
                toSequence);
    }

    List<Aggregates.OfType> byType(String instanceId, Caller caller) {
        return query(
                BY_TYPE,
                row -> new Aggregates.OfType(
                        row.getString("event_type"),
                        row.getLong("count"),
                        EventRow.time(row, "first"),
                        EventRow.time(row, "last")),
                instanceId,
                caller);
    }

    List<Durations> durationsByType(String instanceId, Caller caller) {
        return query(DURATIONS.replace("{by}", "event_type"), EventStatisticsStore::durations, instanceId, caller);
    }

    List<Durations> durationsByTool(String instanceId, Caller caller) {
        return query(DURATIONS.replace("{by}", "tool_name"), EventStatisticsStore::durations, instanceId, caller);
    }

    List<SuccessRate> successRates(String instanceId, Caller caller) {
        return query(
                SUCCESS,
                row -> new SuccessRate(
                        row.getString("what"),
                        row.getString("tool_name"),
                        row.getLong("total"),
                        row.getLong("succeeded")),
                instanceId,
                caller);
    }

    LineageStats lineage(String instanceId, Caller caller) {
        return database.queryOne(
                        LINEAGE,
                        row -> {
                            var parents = row.getLong("parents");
                            return new LineageStats(
                                    instanceId,
                                    row.getLong("events"),
                                    row.getLong("roots"),
                                    row.getInt("max_depth"),
                                    parents,
                                    parents == 0 ? 0 : (double) row.getLong("children") / parents,
                                    row.getLong("orphans"));
                        },
                        instanceId,
                        caller.seesAllProjects(),
                        caller.projectNames(),
                        instanceId)
                .orElseThrow();
    }

    private <T> List<T> query(String sql, RowReader<T> reader, String instanceId, Caller caller) {
        return database.query(sql, reader, caller.seesAllProjects(), caller.projectNames(), instanceId);
    }

    private static Durations durations(ResultSet row) throws SQLException {
        return new Durations(
                row.getString("name"),
                row.getLong("events"),
                row.getLong("p50"),
                row.getLong("p95"),
                row.getLong("max"),
                row.getLong("total"),
                row.getObject("slowest", UUID.class));
    }
}
