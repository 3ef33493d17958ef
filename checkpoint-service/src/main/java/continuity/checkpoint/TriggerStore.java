package continuity.checkpoint;

import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The tables of what automatic checkpoints wait for. */
@ApplicationScoped
class TriggerStore {

    private static final String ARMED = """
            SELECT instance_id, armed, since
              FROM checkpoint.armed
             WHERE instance_id = ANY (?)
            """;

    private static final String REMEMBER = """
            INSERT INTO checkpoint.armed (instance_id, armed, since)
            VALUES (?, ?, ?)
            ON CONFLICT (instance_id) DO UPDATE SET armed = excluded.armed, since = excluded.since
             WHERE armed.since < excluded.since
            """; // a consumer that lost its partition cannot turn time back

    private static final String ADD = """
            INSERT INTO checkpoint.triggers
                   (trigger_id, instance_id, project, checkpoint_type, reason, percent, awaits_sequence, requested_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (trigger_id) DO NOTHING
            """;

    private static final String DUE = """
            SELECT trigger_id, instance_id, project, checkpoint_type, reason, percent, awaits_sequence, requested_at
              FROM checkpoint.triggers
             WHERE done_at IS NULL AND not_before <= now()
             ORDER BY not_before
             LIMIT ?
            """;

    private static final String SETTLE =
            """
            UPDATE checkpoint.triggers
               SET done_at = now()
             WHERE trigger_id = ? AND done_at IS NULL
            """; // exactly one replica writes the row, in the transaction that stores the checkpoint

    private static final String POSTPONE = """
            UPDATE checkpoint.triggers
               SET attempts = attempts + 1,
                   not_before = now() + make_interval(secs => least(power(2, least(attempts, 20)) * ?, ?))
             WHERE trigger_id = ? AND done_at IS NULL
            """;

    private static final String GIVE_UP = """
            UPDATE checkpoint.triggers
               SET done_at = now(), given_up = ?
             WHERE trigger_id = ? AND done_at IS NULL AND noted_at <= now() - make_interval(secs => ?)
            """;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Database database;

    TriggerStore(Database database) {
        this.database = database;
    }

    /** What is remembered of those instances; the others are {@link Armed#INITIALLY}. */
    Map<String, Armed> armed(Collection<String> instanceIds) {
        var found = new HashMap<String, Armed>();
        database.query(
                        ARMED,
                        row -> Map.entry(
                                row.getString("instance_id"),
                                new Armed(
                                        row.getBoolean("armed"),
                                        Objects.requireNonNull(Database.instant(row, "since")))),
                        (Object) instanceIds.toArray(String[]::new))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    void remember(String instanceId, Armed armed) {
        database.update(REMEMBER, instanceId, armed.armed(), armed.since());
    }

    /** Adds a trigger; one that is already known, pending or done, stays as it is. */
    void add(Trigger trigger) {
        database.update(
                ADD,
                trigger.triggerId(),
                trigger.instanceId(),
                trigger.project(),
                trigger.type(),
                trigger.reason(),
                trigger.percent(),
                trigger.awaitsSequence(),
                trigger.requestedAt());
    }

    /** Pending triggers whose pause is over, the longest waiting first. */
    List<Trigger> due(int limit) {
        return database.query(DUE, TriggerStore::trigger, limit);
    }

    /** @return whether the trigger was pending; of several callers one is told so */
    boolean settle(UUID triggerId) {
        return database.update(SETTLE, triggerId) == 1;
    }

    /** Tries later: twice as late with each attempt, up to {@code longest}. */
    void postpone(UUID triggerId, Duration longest) {
        database.update(POSTPONE, FIRST_PAUSE.toMillis() / 1000.0, longest.toMillis() / 1000.0, triggerId);
    }

    /**
     * Ends a trigger without a checkpoint, if it has been pending for that long.
     *
     * @param reason for people
     * @return whether it ended now; of several callers one is told so
     */
    boolean giveUp(UUID triggerId, String reason, Duration patience) {
        return database.update(GIVE_UP, reason, triggerId, patience.toMillis() / 1000.0) == 1;
    }

    private static Trigger trigger(ResultSet row) throws SQLException {
        return new Trigger(
                row.getObject("trigger_id", UUID.class),
                row.getString("instance_id"),
                row.getString("project"),
                CheckpointType.of(row.getString("checkpoint_type")).orElseThrow(),
                row.getString("reason"),
                row.getObject("percent", Integer.class),
                row.getLong("awaits_sequence"),
                Objects.requireNonNull(Database.instant(row, "requested_at")));
    }
}
