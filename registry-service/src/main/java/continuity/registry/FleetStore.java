package continuity.registry;

import continuity.contracts.InstanceStatus;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Questions about many instances; each is limited to the caller's projects before anything is matched or counted. */
@ApplicationScoped
class FleetStore {

    /** The conditions stand in it four times: each count is then answered by an index alone. */
    private static final String LIST = """
            WITH page AS (
                SELECT *
                  FROM registry.supervisor_sessions
                 WHERE {wanted} AND {further}
                 ORDER BY project, last_heartbeat DESC, instance_id
                 LIMIT ?
            ), counted AS (
                SELECT (SELECT count(*) FROM registry.supervisor_sessions
                         WHERE {wanted}) AS total_count,
                       (SELECT count(*) FROM registry.supervisor_sessions
                         WHERE {wanted} AND status = 'active') AS active_count,
                       (SELECT count(*) FROM registry.supervisor_sessions
                         WHERE {wanted} AND status = 'stale') AS stale_count
            )
            SELECT counted.*, page.*, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
              FROM counted LEFT JOIN page ON true
             ORDER BY page.project, page.last_heartbeat DESC, page.instance_id
            """; // one statement, so that the counts and the rows are of the same moment

    /** The first line says nothing new, but lets the index begin there. */
    private static final String AFTER = """
            project >= ?
            AND (project > ? OR project = ? AND (last_heartbeat < ? OR last_heartbeat = ? AND instance_id > ?))
            """;

    /** Ids first: to put whole rows in order takes twice as long, when many fit. */
    private static final String MATCHES = """
            SELECT *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
              FROM registry.supervisor_sessions
             WHERE instance_id IN (
                       SELECT instance_id
                         FROM registry.supervisor_sessions
                        WHERE {visible}
                          AND (lower(instance_id) COLLATE "C" ^@ ? OR short_id ^@ ?)
                        ORDER BY last_heartbeat DESC, instance_id
                        LIMIT ?)
             ORDER BY last_heartbeat DESC, instance_id
            """; // ^@ is "starts with": no character has another meaning

    private static final String BY_MACHINE =
            """
            WITH share AS (
                SELECT host_machine,
                       project,
                       count(*) AS total,
                       count(*) FILTER (WHERE status = 'active') AS active,
                       count(*) FILTER (WHERE status = 'stale') AS stale,
                       max(last_heartbeat) AS last_activity
                  FROM registry.supervisor_sessions
                 WHERE {visible}
                 GROUP BY host_machine, project
            )
            SELECT host_machine,
                   sum(total)::bigint AS total,
                   sum(active)::bigint AS active,
                   sum(stale)::bigint AS stale,
                   sum(total - active - stale)::bigint AS closed,
                   max(last_activity) AS last_activity,
                   array_agg(project ORDER BY project) AS projects
              FROM share
             GROUP BY host_machine
             ORDER BY host_machine
            """; // in two steps, because to sort every row for its project would need the disk

    private final Database database;

    FleetStore(Database database) {
        this.database = database;
    }

    private static final Conditions ALL = new Conditions("true", List.of());

    /** How many the list counts: all, active, stale. */
    private static final int COUNTS = 3;

    private record Counts(long total, long active, long stale) {}

    /** One page of rows, and where the next one begins; null after the last. */
    record Page(
            List<InstanceRow> rows,
            long total,
            long active,
            long stale,
            @Nullable String nextCursor) {}

    Page list(InstanceFilter filter, Caller caller) {
        var rows = new ArrayList<InstanceRow>();
        var wanted = conditions(filter, caller);
        var further = after(filter.after());
        var arguments = new ArrayList<>(wanted.arguments());
        arguments.addAll(further.arguments());
        arguments.add(filter.limit() + 1);
        Collections.nCopies(COUNTS, wanted.arguments()).forEach(arguments::addAll);
        var counts = database.query(
                        LIST.replace("{wanted}", wanted.sql()).replace("{further}", further.sql()),
                        row -> {
                            if (row.getString("instance_id") != null) {
                                rows.add(InstanceRow.read(row));
                            }
                            return counts(row);
                        },
                        arguments.toArray())
                .getFirst();
        var hasMore = rows.size() > filter.limit();
        var page = hasMore ? rows.subList(0, filter.limit()) : rows;
        return new Page(
                page,
                counts.total(),
                counts.active(),
                counts.stale(),
                hasMore ? Cursor.after(page.getLast()).text() : null);
    }

    /** Instances whose id or hash begins with {@code prefix}, in any case; newest sign of life first. */
    Lookup matches(String prefix, Caller caller) {
        var lower = prefix.toLowerCase(Locale.ROOT);
        var visible = visible(caller);
        var arguments = new ArrayList<>(visible.arguments());
        arguments.addAll(List.of(lower, lower, Lookup.MAX_MATCHES + 1));
        return Lookup.of(
                database.query(MATCHES.replace("{visible}", visible.sql()), InstanceRow::read, arguments.toArray()));
    }

    List<MachineSummary> byMachine(Caller caller) {
        var visible = visible(caller);
        return database.query(
                BY_MACHINE.replace("{visible}", visible.sql()),
                row -> new MachineSummary(
                        row.getString("host_machine"),
                        row.getLong("total"),
                        row.getLong("active"),
                        row.getLong("stale"),
                        row.getLong("closed"),
                        Objects.requireNonNull(Database.instant(row, "last_activity")),
                        List.of((String[]) row.getArray("projects").getArray())),
                visible.arguments().toArray());
    }

    /** Conditions of our own wording, and what the caller put into them. */
    private record Conditions(String sql, List<Object> arguments) {}

    private static Conditions visible(Caller caller) {
        return caller.seesAllProjects()
                ? ALL
                : new Conditions("project = ANY (?)", List.of((Object) caller.projectNames()));
    }

    /** Only those that are asked for, so that the planner sees which index serves them. */
    private static Conditions conditions(InstanceFilter filter, Caller caller) {
        var sql = new ArrayList<String>();
        var arguments = new ArrayList<Object>();
        BiConsumer<String, @Nullable Object> unlessNull = (condition, argument) -> {
            if (argument != null) {
                sql.add(condition);
                arguments.add(argument);
            }
        };
        unlessNull.accept("project = ANY (?)", caller.seesAllProjects() ? null : caller.projectNames());
        unlessNull.accept("project = ?", filter.project());
        unlessNull.accept("host_machine = ?", filter.machine());
        unlessNull.accept("status = ?", filter.status());
        unlessNull.accept("status = ?", filter.activeOnly() ? InstanceStatus.ACTIVE : null);
        unlessNull.accept("client = ?", filter.client());
        unlessNull.accept("client_session_id = ?", filter.clientSessionId());
        return sql.isEmpty() ? ALL : new Conditions(String.join(" AND ", sql), arguments);
    }

    private static Conditions after(@Nullable Cursor after) {
        return after == null
                ? ALL
                : new Conditions(
                        AFTER,
                        List.of(
                                after.project(),
                                after.project(),
                                after.project(),
                                after.lastHeartbeat(),
                                after.lastHeartbeat(),
                                after.instanceId()));
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(row.getLong("total_count"), row.getLong("active_count"), row.getLong("stale_count"));
    }
}
