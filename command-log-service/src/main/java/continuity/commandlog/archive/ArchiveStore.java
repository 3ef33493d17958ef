package continuity.commandlog.archive;

import continuity.commandlog.Partitions;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All SQL about weeks that leave, and about what comes back apart from commands. */
@ApplicationScoped
class ArchiveStore {

    /** A record may have 1 MiB: a page must fit into a small heap. */
    private static final int PAGE = 50;

    private static final String LEAVING = """
            SELECT first_day, table_bytes
              FROM command_log.weeks
             WHERE (first_day + 7)::timestamp AT TIME ZONE 'UTC' <= now() - make_interval(secs => ?)
               AND (kept_until IS NULL OR kept_until <= now())
             ORDER BY first_day
            """;

    private static final String PRESENT = "SELECT first_day FROM command_log.weeks";

    private static final String ROWS = "SELECT commands, events, fingerprint FROM command_log.week_rows(?)";

    /** The database writes the JSON, so that numbers and texts come out as they are. */
    private static final String COMMANDS = """
            SELECT command_id AS id, instance_id, row_to_json(command) AS line
              FROM (SELECT command_id, instance_id, project, host_machine, generation, command_type, action,
                           description, tool_name, parameters, result, error_message, success, execution_time_ms, tags,
                           context_data,
                           to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at,
                           to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at
                      FROM command_log.command_log
                     WHERE command_id > ? AND command_id < ?
                     ORDER BY command_id
                     LIMIT ?) AS command
             ORDER BY command.command_id
            """;

    private static final String EVENTS = """
            SELECT event_id AS id, instance_id, row_to_json(event) AS line
              FROM (SELECT event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                           parent_event_id, root_event_id, depth,
                           to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS occurred_at,
                           to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS timestamp,
                           to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS created_at
                      FROM command_log.event_store
                     WHERE event_id > ? AND event_id < ?
                     ORDER BY event_id
                     LIMIT ?) AS event
             ORDER BY event.event_id
            """;

    private static final String INSERT_EVENTS = """
            INSERT INTO command_log.event_store (
                   event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                   parent_event_id, root_event_id, depth, occurred_at, timestamp, created_at)
            SELECT event_id, instance_id, project, generation, event_type, sequence_num, event_data, metadata,
                   parent_event_id, root_event_id, depth, occurred_at, timestamp, created_at
              FROM unnest(?::text[]) AS line,
                   jsonb_to_record(line::jsonb)
                   AS e(event_id uuid, instance_id text, project text, generation int, event_type text,
                        sequence_num bigint, event_data jsonb, metadata jsonb, parent_event_id uuid, root_event_id uuid,
                        depth int, occurred_at timestamptz, timestamp timestamptz, created_at timestamptz)
                ON CONFLICT (event_id) DO NOTHING
            """;

    private static final String PURGED = "SELECT instance_id FROM command_log.tombstones";

    private static final String OPEN = "SELECT command_log.open_week(?, make_interval(secs => ?)) AS kept_until";

    private static final String BECOME_RETENTION = "SET LOCAL ROLE command_log_retention";

    private static final String DROP = "SELECT command_log.drop_week(?, ?)";

    private final Database database;

    ArchiveStore(Database database) {
        this.database = database;
    }

    /** @param tableBytes what it takes in the database */
    record StoredWeek(Week week, long tableBytes) {}

    /** @param fingerprint tells this set of rows from others, for {@link #drop} */
    record WeekRows(long commands, long events, String fingerprint) {}

    /** The weeks that ended so long ago and are not kept for another reason, in order. */
    List<StoredWeek> leaving(Duration age) {
        return database.query(
                LEAVING,
                row -> new StoredWeek(
                        new Week(row.getObject("first_day", LocalDate.class)), row.getLong("table_bytes")),
                (double) age.toSeconds());
    }

    /** The weeks that the database has. */
    Set<Week> present() {
        return Set.copyOf(database.query(PRESENT, row -> new Week(row.getObject("first_day", LocalDate.class))));
    }

    WeekRows rows(Week week) {
        return database.queryOne(
                        ROWS,
                        row -> new WeekRows(
                                row.getLong("commands"), row.getLong("events"), row.getString("fingerprint")),
                        week.firstDay())
                .orElseThrow();
    }

    /** The records of a day in the order of their ids, read a page at a time. */
    Stream<ArchivedRecord> records(AuditTable table, LocalDate day) {
        var end = Partitions.firstIdAt(Week.startOf(day.plusDays(1)));
        var first = Partitions.firstIdAt(Week.startOf(day));
        var before = new UUID(first.getMostSignificantBits() - 1, -1L);
        return Stream.iterate(
                        page(table, before, end),
                        Predicate.not(List::isEmpty),
                        page -> page(table, UUID.fromString(page.getLast().id()), end))
                .flatMap(List::stream);
    }

    private List<ArchivedRecord> page(AuditTable table, UUID after, UUID end) {
        var sql = switch (table) {
            case COMMANDS -> COMMANDS;
            case EVENTS -> EVENTS;
        };
        return database.query(sql, ArchiveStore::archived, after, end, PAGE);
    }

    /** The instances that were purged, all of them. */
    Set<String> purged() {
        return database.query(PURGED, row -> row.getString(1)).stream().collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Makes room for what is restored of a week.
     *
     * @return until when the week stays now
     */
    Instant open(Week week, Duration keep) {
        return database.queryOne(
                        OPEN,
                        row -> Objects.requireNonNull(Database.instant(row, "kept_until")),
                        week.firstDay(),
                        (double) keep.toSeconds())
                .orElseThrow();
    }

    /**
     * Adds events as they are, without telling anybody; those that are there already stay.
     *
     * @return how many were added
     */
    int insertEvents(List<ArchivedRecord> events) {
        return database.update(INSERT_EVENTS, (Object)
                events.stream().map(ArchivedRecord::line).toArray(String[]::new));
    }

    /**
     * Drops a week that still has the rows of that fingerprint. The transaction has this service's own rights no more.
     *
     * @return false if it has others by now, or is to be kept
     */
    boolean drop(Week week, String fingerprint) {
        database.update(BECOME_RETENTION);
        return database.queryOne(DROP, row -> row.getBoolean(1), week.firstDay(), fingerprint)
                .orElse(false);
    }

    private static ArchivedRecord archived(ResultSet row) throws SQLException {
        return new ArchivedRecord(row.getString("id"), row.getString("instance_id"), row.getString("line"));
    }
}
