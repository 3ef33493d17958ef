package continuity.commandlog.command;

import continuity.commandlog.JsonText;
import continuity.contracts.CommandLogged;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** All SQL about commands. */
@ApplicationScoped
public class CommandStore {

    private static final String INSERT = """
            INSERT INTO command_log.command_log (
                   command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at)
            SELECT command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters::jsonb, result::jsonb, error_message, success, execution_time_ms,
                   ARRAY(SELECT jsonb_array_elements_text(tags::jsonb)), context_data::jsonb, occurred_at, created_at
              FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[],
                          ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::bigint[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::timestamptz[])
                   AS c(command_id, instance_id, project, host_machine, generation, command_type, action, description,
                        tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                        occurred_at, created_at)
                ON CONFLICT (command_id) DO NOTHING
            RETURNING command_id
            """;

    private static final String OWNERS = """
            SELECT command_id, instance_id FROM command_log.command_log WHERE command_id = ANY (?)
            """;

    private static final String FIND = """
            SELECT command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at
              FROM command_log.command_log
             WHERE (? OR project = ANY (?))
               AND command_id = ?
            """;

    private static final String PAGE = """
            SELECT command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at
              FROM command_log.command_log
             WHERE (? OR project = ANY (?))
               AND (?::text IS NULL OR instance_id = ?)
               AND (?::text IS NULL OR project = ?)
               AND (?::text IS NULL OR host_machine = ?)
               AND (?::text IS NULL OR tool_name = ?)
               AND (?::text IS NULL OR action = ?)
               AND (?::text IS NULL OR tags @> ARRAY[?::text])
               AND (?::boolean IS NULL OR success = ?)
               AND (?::timestamptz IS NULL OR created_at >= ?)
               AND (?::timestamptz IS NULL OR created_at <= ?)
               AND (?::uuid IS NULL OR command_id >= ?)
               AND (?::uuid IS NULL OR command_id < ?)
               AND (?::uuid IS NULL OR command_id < ?)
             ORDER BY command_id DESC
             LIMIT ?
            """;

    private static final String COUNT = """
            SELECT count(*)
              FROM command_log.command_log
             WHERE (? OR project = ANY (?))
               AND (?::text IS NULL OR instance_id = ?)
               AND (?::text IS NULL OR project = ?)
               AND (?::text IS NULL OR host_machine = ?)
               AND (?::text IS NULL OR tool_name = ?)
               AND (?::text IS NULL OR action = ?)
               AND (?::text IS NULL OR tags @> ARRAY[?::text])
               AND (?::boolean IS NULL OR success = ?)
               AND (?::timestamptz IS NULL OR created_at >= ?)
               AND (?::timestamptz IS NULL OR created_at <= ?)
               AND (?::uuid IS NULL OR command_id >= ?)
               AND (?::uuid IS NULL OR command_id < ?)
            """;

    private final Database database;
    private final JsonText json;

    CommandStore(Database database, JsonText json) {
        this.database = database;
        this.json = json;
    }

    /** @return the ids that were not in the table yet */
    public Set<UUID> insert(List<CommandLogged> commands) {
        var inserted = database.query(
                INSERT,
                row -> row.getObject(1, UUID.class),
                column(commands, CommandLogged::commandId, UUID[]::new),
                column(commands, CommandLogged::instanceId, String[]::new),
                column(commands, CommandLogged::project, String[]::new),
                column(commands, CommandLogged::hostMachine, String[]::new),
                column(commands, CommandLogged::generation, Integer[]::new),
                column(commands, CommandLogged::commandType, String[]::new),
                column(commands, CommandLogged::action, String[]::new),
                column(commands, CommandLogged::description, String[]::new),
                column(commands, CommandLogged::toolName, String[]::new),
                column(commands, command -> json.of(command.parameters()), String[]::new),
                column(commands, this::result, String[]::new),
                column(commands, CommandLogged::errorMessage, String[]::new),
                column(commands, CommandLogged::success, Boolean[]::new),
                column(commands, CommandLogged::executionTimeMs, Long[]::new),
                column(commands, command -> json.of(command.tags()), String[]::new),
                column(commands, command -> json.of(command.contextData()), String[]::new),
                column(commands, CommandLogged::occurredAt, Instant[]::new),
                column(commands, CommandLogged::recordedAt, Instant[]::new));
        return new HashSet<>(inserted);
    }

    /** The instance of each of these ids. */
    Map<UUID, String> owners(List<UUID> ids) {
        var owners = new HashMap<UUID, String>();
        database.query(OWNERS, row -> owners.put(row.getObject(1, UUID.class), row.getString(2)), (Object)
                ids.toArray(UUID[]::new));
        return owners;
    }

    Optional<StoredCommand> find(UUID commandId, Caller caller) {
        return database.queryOne(FIND, this::command, caller.seesAllProjects(), caller.projectNames(), commandId);
    }

    /**
     * Newest first.
     *
     * @param limit number of rows
     */
    List<StoredCommand> page(CommandFilter filter, Caller caller, int limit) {
        var arguments = arguments(filter, caller);
        arguments.addAll(Arrays.asList(filter.before(), filter.before(), limit));
        return database.query(PAGE, this::command, arguments.toArray());
    }

    /** Number of rows on all pages. */
    long count(CommandFilter filter, Caller caller) {
        return database.queryOne(
                        COUNT, row -> row.getLong(1), arguments(filter, caller).toArray())
                .orElse(0L);
    }

    /** Every condition asks first whether it matters, so all but the caller's projects come twice. */
    private static List<@Nullable Object> arguments(CommandFilter filter, Caller caller) {
        var arguments = new ArrayList<@Nullable Object>();
        arguments.add(caller.seesAllProjects());
        arguments.add(caller.projectNames());
        var conditions = Arrays.asList(
                filter.instanceId(),
                filter.project(),
                filter.machine(),
                filter.toolName(),
                filter.action(),
                filter.tag(),
                filter.success(),
                filter.from(),
                filter.to(),
                filter.firstId(),
                filter.endId());
        for (var condition : conditions) {
            arguments.add(condition);
            arguments.add(condition);
        }
        return arguments;
    }

    private @Nullable String result(CommandLogged command) {
        return command.result() == null ? null : json.of(command.result());
    }

    private StoredCommand command(ResultSet row) throws SQLException {
        return new StoredCommand(
                row.getObject("command_id", UUID.class),
                row.getString("instance_id"),
                row.getString("project"),
                row.getString("host_machine"),
                row.getInt("generation"),
                row.getString("command_type"),
                row.getString("action"),
                row.getString("description"),
                row.getString("tool_name"),
                json.object(row.getString("parameters")),
                json.tree(row.getString("result")),
                row.getString("error_message"),
                row.getObject("success", Boolean.class),
                row.getObject("execution_time_ms", Long.class),
                List.of((String[]) row.getArray("tags").getArray()),
                json.object(row.getString("context_data")),
                Database.instant(row, "occurred_at"),
                Objects.requireNonNull(Database.instant(row, "created_at")));
    }

    private static <T> Object column(
            List<CommandLogged> commands,
            Function<CommandLogged, ? extends @Nullable T> value,
            IntFunction<T[]> array) {
        return commands.stream().map(value).toArray(array);
    }
}
