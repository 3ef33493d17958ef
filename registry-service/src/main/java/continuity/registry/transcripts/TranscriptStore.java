package continuity.registry.transcripts;

import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of transcripts. */
@ApplicationScoped
class TranscriptStore {

    private static final String LOCK_INSTANCE =
            """
            SELECT s.project, s.host_machine,
                   CASE WHEN NOT EXISTS (SELECT FROM registry.supervisor_sessions o
                                          WHERE o.client_session_id = s.client_session_id
                                            AND o.project <> s.project
                                            AND o.created_at <= s.created_at)
                        THEN s.client_session_id END AS own_session
              FROM registry.supervisor_sessions s
             WHERE (? OR s.project = ANY (?))
               AND s.instance_id = ?
               FOR KEY SHARE
            """; // keeps it from being purged meanwhile, and nobody from changing it

    private static final String LINK = """
            INSERT INTO registry.transcripts (instance_id, path, client_session_id)
            VALUES (?, ?, ?)
                ON CONFLICT (instance_id) DO UPDATE
               SET path = excluded.path, client_session_id = excluded.client_session_id, linked_at = now()
            RETURNING instance_id, path, client_session_id, linked_at
            """;

    private static final String FIND = """
            SELECT instance_id, s.project, s.host_machine,
                   CASE WHEN NOT EXISTS (SELECT FROM registry.supervisor_sessions o
                                          WHERE o.client_session_id = s.client_session_id
                                            AND o.project <> s.project
                                            AND o.created_at <= s.created_at)
                        THEN s.client_session_id END AS own_session,
                   t.path, t.client_session_id, t.linked_at
              FROM registry.supervisor_sessions s
              LEFT JOIN registry.transcripts t USING (instance_id)
             WHERE (? OR project = ANY (?))
               AND instance_id = ?
            """;

    private final Database database;

    TranscriptStore(Database database) {
        this.database = database;
    }

    /**
     * Whose instance it is.
     *
     * @param session of the client, as it was registered; null if it was not, or first by another project: whoever
     *     knows the session of others could name it as a client of another kind
     */
    record Owner(
            String project,
            @Nullable String hostMachine,
            @Nullable String session) {}

    /**
     * What is known of an instance that exists.
     *
     * @param transcript null if none was linked
     */
    record Found(Owner owner, @Nullable Transcript transcript) {}

    /** Locks an instance that the caller sees until the end of the transaction. */
    Optional<Owner> lockInstance(String instanceId, Caller caller) {
        return database.queryOne(
                LOCK_INSTANCE, TranscriptStore::owner, caller.seesAllProjects(), caller.projectNames(), instanceId);
    }

    /** Takes the place of an earlier link. */
    Transcript link(String instanceId, String path, String clientSessionId) {
        return database.queryOne(LINK, TranscriptStore::transcript, instanceId, path, clientSessionId)
                .orElseThrow();
    }

    /** Empty if there is no such instance within the caller's projects. */
    Optional<Found> find(String instanceId, Caller caller) {
        return database.queryOne(
                FIND,
                row -> new Found(owner(row), row.getString("path") == null ? null : transcript(row)),
                caller.seesAllProjects(),
                caller.projectNames(),
                instanceId);
    }

    private static Owner owner(ResultSet row) throws SQLException {
        return new Owner(row.getString("project"), row.getString("host_machine"), row.getString("own_session"));
    }

    private static Transcript transcript(ResultSet row) throws SQLException {
        return new Transcript(
                row.getString("instance_id"),
                row.getString("path"),
                row.getString("client_session_id"),
                Objects.requireNonNull(Database.instant(row, "linked_at")));
    }
}
