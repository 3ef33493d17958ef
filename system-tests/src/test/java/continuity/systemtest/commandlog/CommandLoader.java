package continuity.systemtest.commandlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.commandlog.command.SearchTerms;
import continuity.contracts.CommandLogged;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts commands into the table past the service, as the schema's owner, with the terms that the service would give
 * them. The index of terms is left out meanwhile.
 */
final class CommandLoader {

    private static final String INSERT = """
            INSERT INTO command_log.command_log (
                   command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at, terms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::tsvector)
            """;

    private static final int BATCH = 1_000;

    /** Of the table alone, it says; wanted is that of all partitions. */
    private static final String DEFINITION =
            "SELECT replace(pg_get_indexdef('command_log.command_log_by_terms'::regclass), ' ON ONLY ', ' ON ')";

    private static final String DROP = "DROP INDEX command_log.command_log_by_terms";

    private static final List<String> FINISH =
            List.of("RESET maintenance_work_mem", "VACUUM (ANALYZE) command_log.command_log");

    private static final String BYTES = """
            SELECT what || ': ' || round(sum(bytes) / ?, 0) || ' bytes'
              FROM (SELECT 1 AS line, 'heap' AS what, pg_relation_size(inhrelid) AS bytes
                      FROM pg_inherits WHERE inhparent = 'command_log.command_log'::regclass
                    UNION ALL
                    SELECT 2, 'toast', pg_table_size(inhrelid) - pg_relation_size(inhrelid)
                      FROM pg_inherits WHERE inhparent = 'command_log.command_log'::regclass
                    UNION ALL
                    SELECT 3, 'index ' || parent.relname, pg_relation_size(leaf.inhrelid)
                      FROM pg_index
                      JOIN pg_class AS parent ON parent.oid = indexrelid
                      JOIN pg_inherits AS leaf ON leaf.inhparent = indexrelid
                     WHERE indrelid = 'command_log.command_log'::regclass
                    UNION ALL
                    SELECT 4, 'of it the terms', (SELECT sum(pg_column_size(terms)) FROM command_log.command_log)
                    UNION ALL
                    SELECT 5, 'texts of the median command, uncompressed', ? *
                           (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY length(concat(parameters, result,
                                   description, error_message, context_data, tags)))::numeric
                              FROM command_log.command_log TABLESAMPLE SYSTEM (1))) AS parts
             GROUP BY line, what ORDER BY line, what
            """;

    private final ObjectMapper json = new ObjectMapper();
    private final Connection owner;

    CommandLoader(Connection owner) {
        this.owner = owner;
    }

    void load(Stream<CommandLogged> commands) throws SQLException {
        var definition = first(DEFINITION);
        execute(DROP);
        owner.setAutoCommit(false);
        try (var insert = owner.prepareStatement(INSERT)) {
            var waiting = 0;
            for (var command : (Iterable<CommandLogged>) commands::iterator) {
                bind(insert, command);
                insert.addBatch();
                waiting++;
                if (waiting == BATCH) {
                    insert.executeBatch();
                    owner.commit();
                    waiting = 0;
                }
            }
            insert.executeBatch();
            owner.commit();
        }
        owner.setAutoCommit(true);
        execute("SET maintenance_work_mem = '1GB'");
        execute(definition);
        for (var statement : FINISH) {
            execute(statement);
        }
    }

    /** Bytes per command, one line for each part of the table. */
    String bytesPerCommand(int commands) throws SQLException {
        try (var statement = owner.prepareStatement(BYTES)) {
            statement.setInt(1, commands);
            statement.setInt(2, commands);
            var lines = new StringBuilder();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.append(rows.getString(1)).append('\n');
                }
            }
            return lines.toString();
        }
    }

    private void bind(PreparedStatement insert, CommandLogged command) throws SQLException {
        var time = command.recordedAt().atOffset(ZoneOffset.UTC);
        var values = Arrays.<@Nullable Object>asList(
                command.commandId(),
                command.instanceId(),
                command.project(),
                command.hostMachine(),
                command.generation(),
                command.commandType(),
                command.action(),
                command.description(),
                command.toolName(),
                text(command.parameters()),
                command.result() == null ? null : text(command.result()),
                command.errorMessage(),
                command.success(),
                command.executionTimeMs(),
                owner.createArrayOf("text", command.tags().toArray()),
                text(command.contextData()),
                time,
                time,
                SearchTerms.of(command));
        for (var i = 0; i < values.size(); i++) {
            insert.setObject(i + 1, values.get(i));
        }
    }

    private String text(Object tree) {
        try {
            return json.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String first(String sql) throws SQLException {
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
