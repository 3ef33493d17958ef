package continuity.registry;

import continuity.contracts.InstanceStatus;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of single rows: every statement that finds, makes or changes an instance. */
@ApplicationScoped
class InstanceStore {

    private static final String FIND = """
            SELECT *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
              FROM registry.supervisor_sessions
             WHERE instance_id = ?
            """;

    private static final String FIND_SESSION = """
            SELECT instance_id
              FROM registry.supervisor_sessions
             WHERE client = ? AND client_session_id = ?
            """;

    private static final String LOCK =
            """
            SELECT *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
              FROM registry.supervisor_sessions
             WHERE instance_id = ANY (?)
             ORDER BY instance_id
               FOR UPDATE
            """; // always in this order, so that two who lock the same rows never wait for each other

    private static final String INSERT =
            """
            INSERT INTO registry.supervisor_sessions
                   (instance_id, project, instance_type, short_id, host_machine, client, client_session_id,
                    working_directory, parent_instance_id, initial_context, previous_instance, link_confidence,
                    revision)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, 1
             WHERE NOT EXISTS (SELECT FROM registry.tombstones WHERE short_id = ?)
            ON CONFLICT DO NOTHING
            RETURNING *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
            """; // no row: the short id is or was taken, or the client session was registered a moment ago

    private static final String REOPEN = """
            UPDATE registry.supervisor_sessions
               SET status = 'active',
                   generation = generation + 1,
                   last_heartbeat = greatest(last_heartbeat, now()),
                   host_machine = coalesce(?, host_machine),
                   working_directory = coalesce(?, working_directory),
                   closed_at = NULL,
                   closed_reason = NULL,
                   has_status_line = false,
                   running_tool = NULL,
                   running_since = NULL,
                   running_heard_at = NULL,
                   revision = revision + 1
             WHERE instance_id = ?
            RETURNING *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
            """;

    private static final String HEARTBEAT = """
            WITH beat AS (
                SELECT ?::boolean AS is_status_line, ?::boolean AS is_hook,
                       ?::boolean AS tells_running, ?::boolean AS is_running, ?::text AS tool, ?::timestamptz AS since
            )
            UPDATE registry.supervisor_sessions AS s
               SET status = CASE WHEN before.counts THEN 'active' ELSE s.status END,
                   last_heartbeat = CASE WHEN before.counts THEN greatest(s.last_heartbeat, now())
                                         ELSE s.last_heartbeat END,
                   has_status_line = s.has_status_line OR beat.is_status_line,
                   running_tool = CASE WHEN beat.tells_running THEN beat.tool ELSE s.running_tool END,
                   running_since = CASE WHEN NOT beat.tells_running THEN s.running_since
                                        WHEN beat.is_running THEN least(coalesce(beat.since, now()), now()) END,
                   running_heard_at = CASE WHEN NOT beat.tells_running THEN s.running_heard_at
                                           WHEN beat.is_running THEN now() END,
                   context_percent = coalesce(?::smallint, s.context_percent),
                   context_source = coalesce(?, s.context_source),
                   current_epic = CASE WHEN ? THEN NULL ELSE coalesce(?, s.current_epic) END
              FROM beat, LATERAL (
                    SELECT instance_id, status, context_percent, context_source, current_epic,
                           NOT (beat.is_hook AND has_status_line) AS counts
                      FROM registry.supervisor_sessions
                     WHERE instance_id = ?
                       AND status <> 'closed'
                       AND superseded_by IS NULL
                       AND generation <= coalesce(?, generation)
                       AND (? OR project = ANY (?))
                       AND coalesce(host_machine = ?, true)
                       FOR UPDATE) AS before
             WHERE s.instance_id = before.instance_id
            RETURNING s.*, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until,
                   before.counts, before.status AS status_before,
                   before.status <> s.status
                   OR before.context_percent IS DISTINCT FROM s.context_percent
                   OR before.context_source IS DISTINCT FROM s.context_source
                   OR before.current_epic IS DISTINCT FROM s.current_epic
                   OR (before.counts AND s.announced_at <= now() - interval '15 minutes') AS is_news
            """;

    private static final String CLOSE = """
            UPDATE registry.supervisor_sessions
               SET status = 'closed', closed_at = now(), closed_reason = ?,
                   running_tool = NULL, running_since = NULL, running_heard_at = NULL,
                   revision = revision + 1
             WHERE instance_id = ?
            RETURNING *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
            """;

    private static final String SUPERSEDE = """
            UPDATE registry.supervisor_sessions
               SET superseded_by = ?,
                   claimed_by = ?,
                   status = 'closed',
                   closed_at = coalesce(closed_at, now()),
                   closed_reason = CASE WHEN status = 'closed' THEN closed_reason ELSE 'superseded' END,
                   running_tool = NULL,
                   running_since = NULL,
                   running_heard_at = NULL,
                   revision = revision + 1
             WHERE instance_id = ? AND superseded_by IS NULL AND generation = ?
            RETURNING *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
            """;

    private static final String CONTINUE_FROM = """
            UPDATE registry.supervisor_sessions
               SET resumed_from = ?, revision = revision + 1
             WHERE instance_id = ?
            RETURNING *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
            """;

    private static final String NEXT_REVISION =
            """
            UPDATE registry.supervisor_sessions
               SET revision = revision + 1
             WHERE instance_id = ?
            RETURNING *, now() AS read_at, (SELECT silent_until FROM registry.watch) AS silent_until
            """; // of a heartbeat that is news; every other change raises the revision by itself

    /** A crash may forget the last moments of heartbeats that changed nothing; the next ones make up for them. */
    private static final String DO_NOT_WAIT_FOR_THE_DISK =
            "SELECT set_config('synchronous_commit', 'off', true)"; // for this transaction

    private final Database database;

    InstanceStore(Database database) {
        this.database = database;
    }

    /**
     * A heartbeat that was accepted.
     *
     * @param counts whether it was evidence of life: a hook is none where there is a status line
     * @param isNews whether others must hear of it: percent, its source, epic or status changed, or they have not heard
     *     for 15 minutes
     */
    record Beat(InstanceRow row, boolean counts, InstanceStatus statusBefore, boolean isNews) {

        boolean hasRevived() {
            return row.instance().status() != statusBefore;
        }
    }

    Optional<InstanceRow> find(String instanceId) {
        return database.queryOne(FIND, InstanceRow::read, instanceId);
    }

    /** Id of the instance of that client session. */
    Optional<String> findSession(@Nullable String client, @Nullable String clientSessionId) {
        return clientSessionId == null
                ? Optional.empty()
                : database.queryOne(FIND_SESSION, row -> row.getString(1), client, clientSessionId);
    }

    /** The rows of those ids, in no promised order, locked until the transaction ends. */
    List<InstanceRow> lock(String... instanceIds) {
        return database.query(LOCK, InstanceRow::read, (Object) instanceIds);
    }

    /**
     * @param previous the instance before this one, null for none
     * @return empty when the short id or the client session is taken
     */
    Optional<InstanceRow> insert(String instanceId, String shortId, NewInstance wanted, @Nullable String previous) {
        return database.queryOne(
                INSERT,
                InstanceRow::read,
                instanceId,
                wanted.project(),
                wanted.instanceType(),
                shortId,
                wanted.hostMachine(),
                wanted.client(),
                wanted.clientSessionId(),
                wanted.workingDirectory(),
                wanted.parentInstanceId(),
                wanted.initialContext(),
                previous,
                previous == null || wanted.previous() == null
                        ? null
                        : wanted.previous().confidence(),
                shortId);
    }

    InstanceRow reopen(String instanceId, @Nullable String hostMachine, @Nullable String workingDirectory) {
        return database.queryOne(REOPEN, InstanceRow::read, hostMachine, workingDirectory, instanceId)
                .orElseThrow();
    }

    /** Empty when the instance does not take it, or not from this caller; {@link Lifecycle} says why. */
    Optional<Beat> heartbeat(String instanceId, Heartbeat beat, Caller caller) {
        var running = beat.running();
        return database.queryOne(
                HEARTBEAT,
                row -> new Beat(
                        InstanceRow.read(row),
                        row.getBoolean("counts"),
                        InstanceStatus.of(row.getString("status_before")),
                        row.getBoolean("is_news")),
                beat.isStatusLine(),
                beat.isHook(),
                beat.tellsRunning(),
                running != null,
                running == null ? null : running.tool(),
                running == null ? null : running.since(),
                beat.contextPercent(),
                beat.contextSource(),
                beat.clearsEpic(),
                beat.currentEpic(),
                instanceId,
                beat.generation(),
                caller.seesAllProjects(),
                caller.projectNames(),
                caller.machine());
    }

    void doNotWaitForTheDisk() {
        database.queryOne(DO_NOT_WAIT_FOR_THE_DISK, row -> row.getString(1));
    }

    InstanceRow close(String instanceId, @Nullable String reason) {
        return database.queryOne(CLOSE, InstanceRow::read, reason, instanceId).orElseThrow();
    }

    /** Empty when it was not free any more, or not of that generation; never while it is locked. */
    Optional<InstanceRow> supersede(String instanceId, int generation, String successor, @Nullable String claimedBy) {
        return database.queryOne(SUPERSEDE, InstanceRow::read, successor, claimedBy, instanceId, generation);
    }

    InstanceRow continueFrom(String successor, String predecessor) {
        return database.queryOne(CONTINUE_FROM, InstanceRow::read, predecessor, successor)
                .orElseThrow();
    }

    /** Raises the revision of a row that this transaction has changed, and holds locked by that. */
    InstanceRow nextRevision(String instanceId) {
        return database.queryOne(NEXT_REVISION, InstanceRow::read, instanceId).orElseThrow();
    }
}
