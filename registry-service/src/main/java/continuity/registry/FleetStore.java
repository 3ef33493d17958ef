package continuity.registry;

import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Questions about many instances; each is limited to the caller's projects before anything is matched or counted. */
@ApplicationScoped
class FleetStore {

    private static final String LIST = """
            WITH wanted AS (
                SELECT ?::text AS project, ?::text AS machine, ?::text AS status, ?::boolean AS active_only,
                       ?::text AS client, ?::text AS client_session_id
            ), after AS (
                SELECT ?::text AS project, ?::timestamptz AS last_heartbeat, ?::text AS instance_id
            ), chosen AS (
                SELECT s.*
                  FROM registry.supervisor_sessions AS s, wanted
                 WHERE (? OR s.project = ANY (?))
                   AND (wanted.project IS NULL OR s.project = wanted.project)
                   AND (wanted.machine IS NULL OR s.host_machine = wanted.machine)
                   AND (wanted.status IS NULL OR s.status = wanted.status)
                   AND (NOT wanted.active_only OR s.status = 'active')
                   AND (wanted.client IS NULL OR s.client = wanted.client)
                   AND (wanted.client_session_id IS NULL OR s.client_session_id = wanted.client_session_id)
            ), counted AS (
                SELECT count(*) AS total_count,
                       count(*) FILTER (WHERE status = 'active') AS active_count,
                       count(*) FILTER (WHERE status = 'stale') AS stale_count
                  FROM chosen
            ), page AS (
                SELECT chosen.*
                  FROM chosen, after
                 WHERE after.project IS NULL
                    OR chosen.project > after.project
                    OR chosen.project = after.project
                       AND (chosen.last_heartbeat < after.last_heartbeat
                            OR chosen.last_heartbeat = after.last_heartbeat
                               AND chosen.instance_id > after.instance_id)
                 ORDER BY chosen.project, chosen.last_heartbeat DESC, chosen.instance_id
                 LIMIT ?
            )
            SELECT counted.*, page.*, now() AS read_at
              FROM counted LEFT JOIN page ON true
             ORDER BY page.project, page.last_heartbeat DESC, page.instance_id
            """; // one statement, so that the counts and the rows are of the same moment

    private static final String MATCHES = """
            SELECT *, now() AS read_at
              FROM registry.supervisor_sessions
             WHERE (? OR project = ANY (?))
               AND (lower(instance_id) COLLATE "C" ^@ ? OR short_id ^@ ?)
             ORDER BY last_heartbeat DESC, instance_id
             LIMIT ?
            """; // ^@ is "starts with": no character has another meaning

    private static final String BY_MACHINE = """
            SELECT host_machine,
                   count(*) AS total,
                   count(*) FILTER (WHERE status = 'active') AS active,
                   count(*) FILTER (WHERE status = 'stale') AS stale,
                   count(*) FILTER (WHERE status = 'closed') AS closed,
                   max(last_heartbeat) AS last_activity,
                   array_agg(DISTINCT project ORDER BY project) AS projects
              FROM registry.supervisor_sessions
             WHERE (? OR project = ANY (?))
             GROUP BY host_machine
             ORDER BY host_machine
            """;

    private final Database database;

    FleetStore(Database database) {
        this.database = database;
    }

    private record Counts(long total, long active, long stale) {}

    InstancePage list(InstanceFilter filter, Caller caller) {
        var rows = new ArrayList<InstanceRow>();
        var counts = database.query(
                LIST,
                row -> {
                    if (row.getString("instance_id") != null) {
                        rows.add(InstanceRow.read(row));
                    }
                    return counts(row);
                },
                arguments(filter, caller));
        var hasMore = rows.size() > filter.limit();
        var page = hasMore ? rows.subList(0, filter.limit()) : rows;
        return new InstancePage(
                page.stream().map(InstanceWithAge::of).toList(),
                counts.getFirst().total(),
                counts.getFirst().active(),
                counts.getFirst().stale(),
                hasMore ? Cursor.after(page.getLast()).text() : null);
    }

    /** Instances whose id or hash begins with {@code prefix}, in any case; newest sign of life first. */
    Lookup matches(String prefix, Caller caller) {
        var lower = prefix.toLowerCase(Locale.ROOT);
        return Lookup.of(database.query(
                MATCHES,
                InstanceRow::read,
                caller.seesAllProjects(),
                caller.projectNames(),
                lower,
                lower,
                Lookup.MAX_MATCHES + 1));
    }

    List<MachineSummary> byMachine(Caller caller) {
        return database.query(
                BY_MACHINE,
                row -> new MachineSummary(
                        row.getString("host_machine"),
                        row.getLong("total"),
                        row.getLong("active"),
                        row.getLong("stale"),
                        row.getLong("closed"),
                        Objects.requireNonNull(Database.instant(row, "last_activity")),
                        List.of((String[]) row.getArray("projects").getArray())),
                caller.seesAllProjects(),
                caller.projectNames());
    }

    private static @Nullable Object[] arguments(InstanceFilter filter, Caller caller) {
        var after = filter.after();
        return new @Nullable Object[] {
            filter.project(),
            filter.machine(),
            filter.status(),
            filter.activeOnly(),
            filter.client(),
            filter.clientSessionId(),
            after == null ? null : after.project(),
            after == null ? null : after.lastHeartbeat(),
            after == null ? null : after.instanceId(),
            caller.seesAllProjects(),
            caller.projectNames(),
            filter.limit() + 1
        };
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(row.getLong("total_count"), row.getLong("active_count"), row.getLong("stale_count"));
    }
}
