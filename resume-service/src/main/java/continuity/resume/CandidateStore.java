package continuity.resume;

import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import continuity.resume.fold.Epics;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what a hint may mean in the table {@code resume.instance_context}, which {@link ContextStore} writes. */
@ApplicationScoped
class CandidateStore {

    /** Rows that a hint is resolved among, what it may well mean before the rest; of more nobody wants a list. */
    private static final int MAX_CANDIDATES = 500;

    private static final String CANDIDATE = """
            SELECT instance_id, project, short_id, host_machine, status, standing, current_epic, epic_key,
                   superseded_by, client, client_session_id, working_directory, last_heartbeat,
                   worked_at IS NOT NULL OR resumed_from IS NOT NULL AS has_work
              FROM resume.instance_context
            """;

    private static final String FOR_HINT =
            CANDIDATE + """
             WHERE (? OR project = ANY (?))
               AND status IS NOT NULL
               AND (instance_id = ? OR project = ? OR epic_key = ? OR host_machine = ? OR short_id LIKE ?)
             ORDER BY (instance_id = ? OR short_id LIKE ?) IS TRUE DESC, standing = 'interrupted' DESC,
                      standing = 'finished' DESC, last_heartbeat DESC, instance_id
             LIMIT ?
            """; // the prefix consists of letters and digits, so it needs no escape

    /** Each standing by itself, as an index has it in order. */
    private static final String LATEST = """
            SELECT candidate.*
              FROM unnest(?::text[]) AS wanted (standing),
                   LATERAL ((
            """ + CANDIDATE + """
                         WHERE (? OR project = ANY (?)) AND project = ? AND standing = wanted.standing
                         ORDER BY last_heartbeat DESC
                         LIMIT ?)
                       UNION ALL (
            """ + CANDIDATE + """
                         WHERE (? OR project = ANY (?)) AND project IS DISTINCT FROM ? AND standing = wanted.standing
                         ORDER BY last_heartbeat DESC
                         LIMIT ?)) AS candidate
             ORDER BY last_heartbeat DESC, instance_id
            """;

    private static final String BY_SESSION = CANDIDATE + """
             WHERE (? OR project = ANY (?))
               AND client = ? AND client_session_id = ?
             ORDER BY last_heartbeat DESC
             LIMIT 1
            """;

    private static final String GOALS = """
            WITH RECURSIVE chain AS (
                SELECT instance_id AS listed, instance_id, 0 AS depth,
                       state #>> '{conversation,latest_prompt,seen,value}' AS goal
                  FROM resume.instance_context
                 WHERE instance_id = ANY (?) AND (? OR project = ANY (?))
                 UNION ALL
                SELECT chain.listed, before.instance_id, chain.depth + 1,
                       before.state #>> '{conversation,latest_prompt,seen,value}'
                  FROM chain
                  JOIN resume.instance_context before ON before.superseded_by = chain.instance_id
                 WHERE chain.goal IS NULL AND chain.depth < 100 AND (? OR before.project = ANY (?))
            )
            SELECT DISTINCT ON (listed) listed, goal
              FROM chain
             WHERE goal IS NOT NULL
             ORDER BY listed, depth, instance_id
            """; // the newest prompt of the nearest run that had one; see Conversation

    private final Database database;

    CandidateStore(Database database) {
        this.database = database;
    }

    /** Every instance in scope that some rule could mean by {@code hint}, newest heartbeat first. */
    List<Candidate> meantBy(Hint hint, Caller caller) {
        var id = hint.fullId();
        var shortIds = hint.shortIdPrefix() + "%";
        return database
                .query(
                        FOR_HINT,
                        CandidateStore::candidate,
                        caller.seesAllProjects(),
                        caller.projectNames(),
                        id,
                        hint.text(),
                        Epics.key(hint.text()),
                        hint.text(),
                        shortIds,
                        id,
                        shortIds,
                        MAX_CANDIDATES)
                .stream()
                .sorted(Comparator.comparing(Candidate::lastHeartbeat).reversed())
                .toList();
    }

    /**
     * The living, the interrupted and, if wanted, the finished ones, newest heartbeat first; of each standing so many
     * of {@code project} and of the others.
     */
    List<Candidate> latest(boolean finishedToo, @Nullable String project, Caller caller) {
        var standings = Stream.of(Standing.INTERRUPTED, Standing.ACTIVE, Standing.FINISHED)
                .filter(standing -> finishedToo || standing != Standing.FINISHED)
                .map(Standing::toString)
                .toArray(String[]::new);
        return database.query(
                LATEST,
                CandidateStore::candidate,
                standings,
                caller.seesAllProjects(),
                caller.projectNames(),
                project,
                MAX_CANDIDATES,
                caller.seesAllProjects(),
                caller.projectNames(),
                project,
                MAX_CANDIDATES);
    }

    /** By instance id: what the user asked for last, of it or of the work that it continues. */
    Map<String, String> goals(Collection<String> instanceIds, Caller caller) {
        var goals = new HashMap<String, String>();
        database.query(
                        GOALS,
                        row -> Map.entry(row.getString("listed"), row.getString("goal")),
                        instanceIds.toArray(String[]::new),
                        caller.seesAllProjects(),
                        caller.projectNames(),
                        caller.seesAllProjects(),
                        caller.projectNames())
                .forEach(goal -> goals.put(goal.getKey(), goal.getValue()));
        return goals;
    }

    /** The instance that runs in that client session, if any is known here. */
    Optional<Candidate> ofSession(@Nullable String client, @Nullable String clientSessionId, Caller caller) {
        return client == null || clientSessionId == null
                ? Optional.empty()
                : database.queryOne(
                        BY_SESSION,
                        CandidateStore::candidate,
                        caller.seesAllProjects(),
                        caller.projectNames(),
                        client,
                        clientSessionId);
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(
                row.getString("instance_id"),
                row.getString("project"),
                row.getString("short_id"),
                row.getString("host_machine"),
                row.getString("status"),
                Standing.of(row.getString("standing")),
                row.getString("current_epic"),
                row.getString("epic_key"),
                row.getString("superseded_by"),
                row.getString("client"),
                row.getString("client_session_id"),
                row.getString("working_directory"),
                Objects.requireNonNull(Database.instant(row, "last_heartbeat"), "last_heartbeat"),
                row.getBoolean("has_work"));
    }
}
