package continuity.resume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.InstanceId;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import continuity.resume.fold.Epics;
import continuity.resume.fold.Evidence;
import continuity.resume.fold.FoldVersion;
import continuity.resume.fold.PathMap;
import continuity.resume.packet.Confidence.Deduction;
import continuity.resume.rebuild.Rebuilt;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The table {@code resume.instance_context}. */
@ApplicationScoped
class ContextStore {

    private static final Logger LOG = Logger.getLogger(ContextStore.class);

    /** Files by which an instance is found that works in the same place. */
    private static final int MAX_TOUCHED = 100;

    private static final String LOAD = """
            SELECT instance_id, project, state, version, fold_version, broken, repairs
              FROM resume.instance_context
             WHERE instance_id = ANY (?)
            """;

    private static final String LOAD_WHERE_AND_WHEN = """
            SELECT instance_id, project, version, fold_version, broken, repairs,
                   ?::jsonb || jsonb_build_object('session', state -> 'session', 'repository', state -> 'repository')
                       AS state
              FROM resume.instance_context
             WHERE instance_id = ANY (?)
            """;

    private static final String WITH_ANCESTORS = """
            WITH RECURSIVE chain AS (
                SELECT instance_id, version, generation, last_heartbeat, 0 AS depth
                  FROM resume.instance_context
                 WHERE instance_id = ? AND (? OR project = ANY (?))
                 UNION ALL
                SELECT before.instance_id, before.version, before.generation, before.last_heartbeat, chain.depth + 1
                  FROM chain
                  JOIN resume.instance_context before ON before.superseded_by = chain.instance_id
                 WHERE chain.depth < 100 AND (? OR before.project = ANY (?))
            )
            SELECT instance_id, version, generation, last_heartbeat
              FROM chain
             ORDER BY depth, instance_id
            """;

    private static final String INSERT = """
            INSERT INTO resume.instance_context (
                   state, fold_version, short_id, host_machine, status, standing, current_epic, epic_key,
                   working_directory, client, client_session_id, resumed_from, superseded_by, closed_reason,
                   generation, last_heartbeat, branch, touched, worked_at, broken, repairs,
                   instance_id, project, version)
            VALUES (?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, 1)
            ON CONFLICT (instance_id) DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE resume.instance_context
               SET state = ?::jsonb, fold_version = ?, short_id = ?, host_machine = ?, status = ?, standing = ?,
                   current_epic = ?, epic_key = ?, working_directory = ?, client = ?, client_session_id = ?,
                   resumed_from = ?, superseded_by = ?, closed_reason = ?, generation = ?,
                   last_heartbeat = greatest(?, last_heartbeat), branch = ?, touched = ?, worked_at = ?, broken = ?,
                   repairs = ?::jsonb, version = version + 1, updated_at = now()
             WHERE instance_id = ? AND version = ? AND fold_version <= ?
            """;

    private static final String UPDATE_BROKEN =
            """
            UPDATE resume.instance_context
               SET state = ?::jsonb, fold_version = ?, broken = true, version = version + 1, updated_at = now(),
                   status = coalesce(?, status), standing = coalesce(?, standing),
                   superseded_by = coalesce(?, superseded_by), closed_reason = coalesce(?, closed_reason),
                   last_heartbeat = greatest(?, last_heartbeat)
             WHERE instance_id = ? AND version = ? AND fold_version <= ?
            """; // the columns know more than a state that has lost its past, but for what the registry has told since

    private static final String BEAT = """
            UPDATE resume.instance_context
               SET last_heartbeat = greatest(?, last_heartbeat)
             WHERE instance_id = ?
            """;

    private static final String AT_WORK = """
            SELECT instance_id, version, generation, last_heartbeat
              FROM resume.instance_context
             WHERE (? OR project = ANY (?))
               AND project = ? AND status = 'active' AND instance_id <> ?
               AND client_session_id IS DISTINCT FROM ?
             ORDER BY last_heartbeat DESC, instance_id
             LIMIT ?
            """;

    private static final String WORKED_SINCE = """
            SELECT instance_id, version, generation, last_heartbeat
              FROM resume.instance_context
             WHERE (? OR project = ANY (?))
               AND project = ? AND worked_at > ? AND instance_id <> ALL (?)
               AND (branch = ? OR touched && ?)
             ORDER BY worked_at DESC, instance_id
             LIMIT ?
            """;

    private static final String NEWEST_IN = """
            SELECT instance_id, version, generation, last_heartbeat
              FROM resume.instance_context
             WHERE (? OR project = ANY (?))
               AND project = ? AND host_machine = ? AND working_directory = ?
             ORDER BY last_heartbeat DESC
             LIMIT 1
            """;

    private final Database database;
    private final ObjectMapper json;

    ContextStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    List<Context> load(Collection<String> instanceIds) {
        return database.query(LOAD, this::context, (Object) instanceIds.toArray(String[]::new));
    }

    /**
     * Only where and when they have worked, and in which files, which is a small part of what is stored. The rest is
     * missing in these contexts, so nothing may be written of them.
     */
    List<Context> loadWhereAndWhen(Collection<String> instanceIds) {
        return database.query(
                LOAD_WHERE_AND_WHEN, this::context, text(Evidence.NONE), instanceIds.toArray(String[]::new));
    }

    /** The context of that instance and those whose work it continues, nearest first; empty outside the scope. */
    List<ContextVersion> withAncestors(String instanceId, Caller caller) {
        return database.query(
                WITH_ANCESTORS,
                ContextStore::version,
                instanceId,
                caller.seesAllProjects(),
                caller.projectNames(),
                caller.seesAllProjects(),
                caller.projectNames());
    }

    /** @return false if another writer was faster */
    boolean insert(Context context) {
        var arguments = columns(context);
        arguments.add(context.instanceId());
        arguments.add(context.project());
        return database.update(INSERT, arguments.toArray()) == 1;
    }

    /** @return false if another writer was faster, or a newer release has taken over */
    boolean update(Context context) {
        if (context.condition().broken()) {
            var instance = context.instance();
            return database.update(
                            UPDATE_BROKEN,
                            text(context.evidence()),
                            FoldVersion.CURRENT,
                            instance == null ? null : instance.status().toString(),
                            instance == null
                                    ? null
                                    : Standing.of(context.evidence()).toString(),
                            instance == null ? null : instance.supersededBy(),
                            instance == null ? null : instance.closedReason(),
                            context.evidence().session().lastHeartbeat(),
                            context.instanceId(),
                            context.version(),
                            FoldVersion.CURRENT)
                    == 1;
        }
        var arguments = columns(context);
        arguments.add(context.instanceId());
        arguments.add(context.version());
        arguments.add(FoldVersion.CURRENT);
        return database.update(UPDATE, arguments.toArray()) == 1;
    }

    /**
     * Stores a sign of life beside the state, which stays in its version.
     *
     * @return false if there is no such context yet
     */
    boolean beat(HeartbeatAccepted heartbeat) {
        return database.update(BEAT, heartbeat.at(), heartbeat.instanceId()) == 1;
    }

    /** The active instances of a project but one, and but that client session's; newest heartbeat first. */
    List<ContextVersion> atWork(
            String project, String exceptInstanceId, @Nullable String exceptSession, int limit, Caller caller) {
        return database.query(
                AT_WORK,
                ContextStore::version,
                caller.seesAllProjects(),
                caller.projectNames(),
                project,
                exceptInstanceId,
                exceptSession,
                limit);
    }

    /**
     * Who of that project has worked after {@code since} on that branch or in one of those files, newest first.
     *
     * @param files below the working directory
     */
    List<ContextVersion> workedSince(
            String project,
            Instant since,
            Collection<String> except,
            @Nullable String branch,
            Collection<String> files,
            int limit,
            Caller caller) {
        return database.query(
                WORKED_SINCE,
                ContextStore::version,
                caller.seesAllProjects(),
                caller.projectNames(),
                project,
                since,
                except.toArray(String[]::new),
                branch,
                files.toArray(String[]::new),
                limit);
    }

    /** The one that was last at work in that directory. */
    List<ContextVersion> newestIn(String project, String hostMachine, String directory, Caller caller) {
        return database.query(
                NEWEST_IN,
                ContextStore::version,
                caller.seesAllProjects(),
                caller.projectNames(),
                project,
                hostMachine,
                directory);
    }

    /** In the order in which both statements begin. */
    private List<@Nullable Object> columns(Context context) {
        var own = context.evidence();
        var instance = context.instance();
        var environment = own.environment(context.instanceId());
        var epic = own.epics().current();
        var columns = new ArrayList<@Nullable Object>();
        columns.add(text(own));
        columns.add(FoldVersion.CURRENT);
        columns.add(InstanceId.parse(context.instanceId()).map(InstanceId::hash).orElse(""));
        columns.add(environment.hostMachine());
        columns.add(instance == null ? null : instance.status().toString());
        columns.add(Standing.of(own).toString());
        columns.add(epic == null ? null : epic.epicId());
        columns.add(epic == null ? null : Epics.key(epic.epicId()));
        columns.add(environment.workingDirectory());
        columns.add(instance == null ? null : instance.client());
        columns.add(instance == null ? null : instance.clientSessionId());
        columns.add(instance == null ? null : instance.resumedFrom());
        columns.add(instance == null ? null : instance.supersededBy());
        columns.add(instance == null ? null : instance.closedReason());
        columns.add(instance == null ? null : instance.generation());
        columns.add(own.session().lastHeartbeat());
        columns.add(own.repository().currentBranch());
        columns.add(touched(own, environment.workingDirectory()));
        var work = own.work().seen();
        columns.add(work == null ? null : work.stamp().at());
        columns.add(context.condition().broken());
        columns.add(
                context.condition().repairs().isEmpty()
                        ? null
                        : text(context.condition().repairs()));
        return columns;
    }

    private static String[] touched(Evidence own, @Nullable String directory) {
        var paths = new PathMap(directory, null);
        return own.repository()
                .paths()
                .map(paths::relative)
                .distinct()
                .limit(MAX_TOUCHED)
                .toArray(String[]::new);
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is always writable as JSON", e);
        }
    }

    private static ContextVersion version(ResultSet row) throws SQLException {
        var id = row.getString("instance_id");
        var lastHeartbeat = Database.instant(row, "last_heartbeat");
        return new ContextVersion(
                id,
                row.getLong("version"),
                lastHeartbeat == null ? Evidence.NONE : Evidence.ofLife(id, lastHeartbeat, row.getInt("generation")));
    }

    /** A state that cannot be read is no reason to fail: what else is known of the instance stays useful. */
    private Context context(ResultSet row) throws SQLException {
        var instanceId = row.getString("instance_id");
        var state = state(instanceId, row.getString("state"));
        return new Context(
                instanceId,
                row.getString("project"),
                state.orElse(Evidence.NONE),
                row.getLong("version"),
                row.getInt("fold_version"),
                new Condition(state.isEmpty() || row.getBoolean("broken"), repairs(row.getString("repairs"))));
    }

    private Optional<Evidence> state(String instanceId, String text) {
        try {
            return Optional.ofNullable(json.readValue(text, Evidence.class))
                    .map(state -> state.join(Evidence.NONE)); // touches each part: one may be missing
        } catch (JsonProcessingException | NullPointerException e) {
            LOG.errorf(
                    "the stored state of %s is unreadable and will be rebuilt: %s",
                    instanceId, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private List<Deduction> repairs(@Nullable String text) {
        try {
            return text == null ? List.of() : List.of(json.readValue(text, Deduction[].class));
        } catch (JsonProcessingException e) {
            return List.of(new Deduction(Rebuilt.POINTS, "the stored state had to be rebuilt"));
        }
    }
}
