package continuity.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables of checkpoints, their numbers and the requests that they answer. */
@ApplicationScoped
class CheckpointStore {

    private static final String NEXT_SEQUENCE = """
            INSERT INTO checkpoint.heads (instance_id, last_seq)
            VALUES (?, 1)
            ON CONFLICT (instance_id) DO UPDATE SET last_seq = heads.last_seq + 1
            RETURNING last_seq
            """; // holds the row's lock until commit

    private static final String INSERT = """
            INSERT INTO checkpoint.checkpoints
                   (checkpoint_id, instance_id, project, checkpoint_type, reason, sequence_num, covered_event_sequence,
                    context_window_percent, schema_version, work_state, recovery_instructions, metadata, size_bytes,
                    "timestamp")
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?::jsonb, ?, ?)
            """;

    private static final String HEADER = """
            SELECT checkpoint_id, instance_id, project, checkpoint_type, reason, sequence_num, covered_event_sequence,
                   context_window_percent, schema_version, metadata, size_bytes, "timestamp", created_at
              FROM checkpoint.checkpoints
             WHERE checkpoint_id = ?
            """;

    private static final String WHOLE = """
            SELECT checkpoint_id, instance_id, project, checkpoint_type, reason, sequence_num, covered_event_sequence,
                   context_window_percent, schema_version, metadata, size_bytes, "timestamp", created_at,
                   work_state, recovery_instructions
              FROM checkpoint.checkpoints
             WHERE checkpoint_id = ? AND (? OR project = ANY (?))
            """;

    static final String OF_INSTANCE = """
            SELECT checkpoint_id, instance_id, project, checkpoint_type, reason, sequence_num, covered_event_sequence,
                   context_window_percent, schema_version, metadata, size_bytes, "timestamp", created_at
              FROM checkpoint.checkpoints
             WHERE (? OR project = ANY (?))
               AND instance_id = ?
               AND checkpoint_type = ANY (?)
               AND (created_at, checkpoint_id) < (?, ?)
             ORDER BY created_at DESC, checkpoint_id DESC
             LIMIT ?
            """; // checkpoints_of_instance, in order

    static final String OF_PROJECTS = """
            SELECT newest.*
              FROM unnest(?::text[]) AS wanted(project)
             CROSS JOIN unnest(?::text[]) AS known(checkpoint_type)
             CROSS JOIN LATERAL (
                   SELECT checkpoint_id, instance_id, project, checkpoint_type, reason, sequence_num,
                          covered_event_sequence, context_window_percent, schema_version, metadata, size_bytes,
                          "timestamp", created_at
                     FROM checkpoint.checkpoints
                    WHERE project = wanted.project
                      AND checkpoint_type = known.checkpoint_type
                      AND (created_at, checkpoint_id) < (?, ?)
                    ORDER BY created_at DESC, checkpoint_id DESC
                    LIMIT ?) AS newest
             ORDER BY created_at DESC, checkpoint_id DESC
             LIMIT ?
            """; // one probe of checkpoints_of_project for each project and type

    static final String OF_ALL = """
            SELECT newest.*
              FROM unnest(?::text[]) AS known(checkpoint_type)
             CROSS JOIN LATERAL (
                   SELECT checkpoint_id, instance_id, project, checkpoint_type, reason, sequence_num,
                          covered_event_sequence, context_window_percent, schema_version, metadata, size_bytes,
                          "timestamp", created_at
                     FROM checkpoint.checkpoints
                    WHERE checkpoint_type = known.checkpoint_type
                      AND (created_at, checkpoint_id) < (?, ?)
                    ORDER BY created_at DESC, checkpoint_id DESC
                    LIMIT ?) AS newest
             ORDER BY created_at DESC, checkpoint_id DESC
             LIMIT ?
            """; // one probe of checkpoints_of_type for each type

    private static final String CLAIM_KEY = """
            INSERT INTO checkpoint.idempotency (subject, key, request, checkpoint_id)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (subject, key) DO NOTHING
            """; // waits for the transaction that holds the same key

    private static final String FIND_KEY =
            "SELECT request, checkpoint_id FROM checkpoint.idempotency WHERE subject = ? AND key = ?";

    private final Database database;
    private final ObjectMapper json;

    CheckpointStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    private record Claimed(String request, UUID checkpointId) {}

    /** Stores the draft under the instance's next number. Call it inside a transaction, as its last lock. */
    Checkpoint insert(Checkpoint.Draft draft) {
        var sequence = database.queryOne(NEXT_SEQUENCE, row -> row.getLong(1), draft.instanceId())
                .orElseThrow();
        var state = draft.state();
        database.update(
                INSERT,
                draft.checkpointId(),
                draft.instanceId(),
                draft.project(),
                draft.checkpointType(),
                draft.reason(),
                sequence,
                state.coveredEventSequence(),
                draft.contextWindowPercent(),
                state.schemaVersion(),
                state.json(),
                RecoveryInstructions.of(state.readable()),
                write(draft.metadata()),
                state.sizeBytes(),
                draft.timestamp());
        return header(draft.checkpointId());
    }

    Optional<Checkpoint.Whole> find(UUID id, Caller caller) {
        return database.queryOne(WHOLE, this::whole, id, caller.seesAllProjects(), caller.projectNames());
    }

    /** The same for our own relay, which sees all projects. */
    Optional<Checkpoint.Whole> find(UUID id) {
        return database.queryOne(WHOLE, this::whole, id, true, new String[0]);
    }

    /**
     * @param after the last one of the page before, {@link Position#FIRST_PAGE} for the first page
     * @param limit number of checkpoints
     */
    List<Checkpoint> newestFirst(
            Caller caller, @Nullable String instanceId, @Nullable CheckpointType type, Position after, int limit) {
        var types = Stream.of(CheckpointType.values())
                .filter(known -> type == null || known == type)
                .map(CheckpointType::toString)
                .toArray(String[]::new);
        var at = after.createdAt();
        var id = after.checkpointId();
        if (instanceId != null) {
            return database.query(
                    OF_INSTANCE,
                    this::checkpoint,
                    caller.seesAllProjects(),
                    caller.projectNames(),
                    instanceId,
                    types,
                    at,
                    id,
                    limit);
        }
        return caller.seesAllProjects()
                ? database.query(OF_ALL, this::checkpoint, types, at, id, limit, limit)
                : database.query(OF_PROJECTS, this::checkpoint, caller.projectNames(), types, at, id, limit, limit);
    }

    /** Where a page ends. */
    record Position(Instant createdAt, UUID checkpointId) {

        /** Later than every checkpoint. */
        static final Position FIRST_PAGE = new Position(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1L, -1L));
    }

    /** Notes in the current transaction that the request is answered with that checkpoint. */
    boolean claim(RequestKey key, UUID checkpointId) {
        return database.update(CLAIM_KEY, key.subject(), key.key(), key.request(), checkpointId) == 1;
    }

    /**
     * The checkpoint that answered this request before.
     *
     * @throws CheckpointRefused.KeyReused if the key belongs to another request
     */
    Optional<Checkpoint> answerTo(RequestKey key) {
        return database.queryOne(
                        FIND_KEY,
                        row -> new Claimed(row.getString("request"), row.getObject("checkpoint_id", UUID.class)),
                        key.subject(),
                        key.key())
                .map(claimed -> {
                    if (!claimed.request().equals(key.request())) {
                        throw new CheckpointRefused.KeyReused();
                    }
                    return header(claimed.checkpointId());
                });
    }

    private Checkpoint header(UUID id) {
        return database.queryOne(HEADER, this::checkpoint, id).orElseThrow(() -> new CheckpointRefused.NotFound(id));
    }

    private Checkpoint.Whole whole(ResultSet row) throws SQLException {
        return new Checkpoint.Whole(
                checkpoint(row), row.getString("work_state"), row.getString("recovery_instructions"));
    }

    private Checkpoint checkpoint(ResultSet row) throws SQLException {
        return new Checkpoint(
                row.getObject("checkpoint_id", UUID.class),
                row.getString("instance_id"),
                row.getString("project"),
                CheckpointType.of(row.getString("checkpoint_type")).orElseThrow(),
                row.getString("reason"),
                row.getLong("sequence_num"),
                row.getLong("covered_event_sequence"),
                row.getObject("context_window_percent", Integer.class),
                row.getInt("schema_version"),
                read(row.getString("metadata")),
                row.getLong("size_bytes"),
                Objects.requireNonNull(Database.instant(row, "timestamp")),
                Objects.requireNonNull(Database.instant(row, "created_at")));
    }

    private Map<String, Object> read(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a checkpoint has unreadable metadata", e);
        }
    }

    private String write(Map<String, Object> metadata) {
        try {
            return json.writeValueAsString(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("metadata is not writable as JSON", e);
        }
    }
}
