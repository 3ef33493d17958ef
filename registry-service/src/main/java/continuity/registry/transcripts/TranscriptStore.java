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
            SELECT project, host_machine
              FROM registry.supervisor_sessions
             WHERE (? OR project = ANY (?))
               AND instance_id = ?
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
            SELECT instance_id, s.host_machine, t.path, t.client_session_id, t.linked_at
              FROM registry.supervisor_sessions s
              LEFT JOIN registry.transcripts t USING (instance_id)
             WHERE (? OR project = ANY (?))
               AND instance_id = ?
            """;

    private final Database database;

    TranscriptStore(Database database) {
        this.database = database;
    }

    /** Whose instance it is. */
    record Owner(String project, @Nullable String hostMachine) {}

    /**
     * What is known of an instance that exists.
     *
     * @param transcript null if none was linked
     */
    record Found(@Nullable String hostMachine, @Nullable Transcript transcript) {}

    /** Locks an instance that the caller sees until the end of the transaction. */
    Optional<Owner> lockInstance(String instanceId, Caller caller) {
        return database.queryOne(
                LOCK_INSTANCE,
                row -> new Owner(row.getString("project"), row.getString("host_machine")),
                caller.seesAllProjects(),
                caller.projectNames(),
                instanceId);
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
                row -> new Found(row.getString("host_machine"), row.getString("path") == null ? null : transcript(row)),
                caller.seesAllProjects(),
                caller.projectNames(),
                instanceId);
    }

    private static Transcript transcript(ResultSet row) throws SQLException {
        return new Transcript(
                row.getString("instance_id"),
                row.getString("path"),
                row.getString("client_session_id"),
                Objects.requireNonNull(Database.instant(row, "linked_at")));
    }
}
