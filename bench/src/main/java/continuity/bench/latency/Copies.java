package continuity.bench.latency;

import continuity.bench.frame.Backbone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Fills the command log up with copies of commands that came through the service, with other ids and times of the last
 * day, of all instances of a fleet. They are the same rows but for the terms of the search, which would take ten times
 * as long: no search by words finds them. The stream has never seen them.
 */
final class Copies {

    private static final String COUNT = "SELECT count(*) FROM command_log.command_log";

    private static final String COUNT_OF = "SELECT count(*) FROM command_log.command_log WHERE instance_id = ?";

    private static final String COPY = """
            WITH fleet AS (
                SELECT instance_id, project, number
                  FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS fleet(instance_id, project, number)
            ), told AS (
                SELECT command.*, row_number() OVER () AS number
                  FROM command_log.command_log command
                 WHERE instance_id = ?
                 LIMIT ?
            ), copy AS (
                SELECT number, uuidv7(random() * interval '-1 day') AS command_id
                  FROM told
            )
            INSERT INTO command_log.command_log (
                   command_id, instance_id, project, host_machine, generation, command_type, action, description,
                   tool_name, parameters, result, error_message, success, execution_time_ms, tags, context_data,
                   occurred_at, created_at, terms)
            SELECT copy.command_id, fleet.instance_id, fleet.project, told.host_machine, told.generation,
                   told.command_type, told.action, told.description, told.tool_name, told.parameters, told.result,
                   told.error_message, told.success, told.execution_time_ms, told.tags, told.context_data,
                   told.occurred_at, uuid_extract_timestamp(copy.command_id), ''::tsvector
              FROM told
              JOIN copy USING (number)
              JOIN fleet ON fleet.number = 1 + told.number % (SELECT count(*) FROM fleet)
            """;

    /** What otherwise would go on in the background while calls are measured. */
    private static final String SETTLE = "VACUUM (ANALYZE) command_log.command_log";

    private static final String WRITE_BACK = "CHECKPOINT";

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int SLICE = 50_000;

    private final Backbone backbone;

    Copies(Backbone backbone) {
        this.backbone = backbone;
    }

    /**
     * Returns when there are {@code total} commands.
     *
     * @param source instance whose commands are copied, once there are {@code own} of them
     * @param fleet projects by instance
     */
    void fillUpTo(int total, String source, int own, Map<String, String> fleet)
            throws SQLException, InterruptedException {
        try (var connection = backbone.database();
                var statement = connection.createStatement();
                var copy = connection.prepareStatement(COPY)) {
            awaitCommands(connection, source, own);
            copy.setArray(1, connection.createArrayOf("text", texts(fleet.keySet())));
            copy.setArray(2, connection.createArrayOf("text", texts(fleet.values())));
            copy.setString(3, source);
            var missing = total - count(connection, COUNT);
            while (missing > 0) {
                copy.setLong(4, Math.min(missing, SLICE));
                missing -= copy.executeUpdate();
                System.err.printf("%,d of %,d commands stored%n", total - missing, total);
            }
            statement.execute(SETTLE);
            statement.execute(WRITE_BACK);
        }
    }

    /** The contexts hear of them sooner than the table. */
    private static void awaitCommands(Connection connection, String source, int own)
            throws SQLException, InterruptedException {
        while (count(connection, COUNT_OF, source) < own) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static long count(Connection connection, String query, String... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static Object[] texts(Collection<String> texts) {
        return texts.toArray();
    }
}
