package continuity.commandlog.command;

import continuity.commandlog.JsonText;
import continuity.contracts.CommandLogged;
import continuity.kit.security.Caller;
import continuity.kit.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes commands and reads them by id; {@link SearchStore} looks for many. */
@ApplicationScoped
public class CommandStore {

    private static final String INSERT = """
            INSERT INTO command_log.command_log (
                   command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at, terms)
            SELECT command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters::jsonb, result::jsonb, error_message, success, execution_time_ms,
                   ARRAY(SELECT jsonb_array_elements_text(tags::jsonb)), context_data::jsonb, occurred_at, created_at,
                   terms::tsvector
              FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[],
                          ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::bigint[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::timestamptz[], ?::text[])
                   AS c(command_id, instance_id, project, host_machine, generation, command_type, action, description,
                        tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                        occurred_at, created_at, terms)
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

    private static final String WITHOUT_TERMS = """
            SELECT command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at
              FROM command_log.command_log
             WHERE terms IS NULL AND command_id < ?
             ORDER BY command_id DESC
             LIMIT ?
            """;

    private static final String ADD_TERMS = "SELECT command_log.index_commands(?, ?)";

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
                column(commands, CommandLogged::recordedAt, Instant[]::new),
                column(commands, SearchTerms::of, String[]::new));
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
        return database.queryOne(
                FIND, row -> CommandRow.read(row, json), caller.seesAllProjects(), caller.projectNames(), commandId);
    }

    /** The newest of those that no search finds by its words. */
    List<StoredCommand> withoutTerms(UUID before, int limit) {
        return database.query(WITHOUT_TERMS, row -> CommandRow.read(row, json), before, limit);
    }

    /** @return how many had none */
    int addTerms(List<StoredCommand> commands) {
        return database.queryOne(
                        ADD_TERMS,
                        row -> row.getInt(1),
                        commands.stream().map(StoredCommand::commandId).toArray(UUID[]::new),
                        commands.stream()
                                .map(command -> SearchTerms.of(command.asLogged()))
                                .toArray(String[]::new))
                .orElse(0);
    }

    /** @return 1, or 0 if it had some */
    int addNoTerms(UUID commandId) {
        return database.queryOne(ADD_TERMS, row -> row.getInt(1), new UUID[] {commandId}, new String[] {""})
                .orElse(0);
    }

    private @Nullable String result(CommandLogged command) {
        return command.result() == null ? null : json.of(command.result());
    }

    private static <T> Object column(
            List<CommandLogged> commands,
            Function<CommandLogged, ? extends @Nullable T> value,
            IntFunction<T[]> array) {
        return commands.stream().map(value).toArray(array);
    }
}
