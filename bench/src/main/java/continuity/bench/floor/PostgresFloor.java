package continuity.bench.floor;

import continuity.bench.frame.Backbone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Bare statements on the database that is measured, in a schema that disappears with the floor. */
public final class PostgresFloor implements AutoCloseable {

    public static final String INSERT_NAME = "bare insert and commit";
    public static final String COPY_NAME = "bare COPY, no index";

    private static final int CONNECTIONS = 8;

    private static final String MAKE = """
            CREATE SCHEMA bench;
            CREATE TABLE bench.rows (id uuid PRIMARY KEY, payload text NOT NULL);
            CREATE TABLE bench.commands (LIKE command_log.command_log INCLUDING DEFAULTS);
            """;

    private static final String DROP = "DROP SCHEMA IF EXISTS bench CASCADE";
    private static final String INSERT = "INSERT INTO bench.rows (id, payload) VALUES (?, ?)";
    private static final String COPY_OUT = "COPY (SELECT * FROM command_log.command_log) TO STDOUT";
    private static final String EMPTY = "TRUNCATE bench.commands";
    private static final String COPY_IN = "COPY bench.commands FROM STDIN";
    private static final String SIZE = "SELECT pg_total_relation_size('bench.commands')";

    private final BlockingQueue<Connection> connections = new ArrayBlockingQueue<>(CONNECTIONS);

    private PostgresFloor() {}

    public static PostgresFloor on(Backbone backbone) throws SQLException, IOException, InterruptedException {
        var floor = new PostgresFloor();
        for (int i = 0; i < CONNECTIONS; i++) {
            floor.connections.add(backbone.database());
        }
        floor.execute(DROP);
        floor.execute(MAKE);
        return floor;
    }

    /** One row, committed. */
    public void insert(String payload) throws SQLException, IOException, InterruptedException {
        with(connection -> {
            try (var statement = connection.prepareStatement(INSERT)) {
                statement.setObject(1, UUID.randomUUID());
                statement.setString(2, payload);
                return statement.executeUpdate();
            }
        });
    }

    /** Writes the rows of the command log to a file, for {@link #copy}. Not part of the floor. */
    public void takeCommands(Path file) throws SQLException, IOException, InterruptedException {
        try (var out = Files.newOutputStream(file)) {
            with(connection -> copier(connection).copyOut(COPY_OUT, out));
        }
    }

    /** @return rows copied in, committed */
    public long copy(Path file) throws SQLException, IOException, InterruptedException {
        execute(EMPTY);
        try (var in = Files.newInputStream(file)) {
            return with(connection -> copier(connection).copyIn(COPY_IN, in));
        }
    }

    /** What the rows that were copied last take on the disk, in bytes. */
    public long copiedBytes() throws SQLException, IOException, InterruptedException {
        return number(SIZE);
    }

    /** The first column of the first row. */
    public long number(String query) throws SQLException, IOException, InterruptedException {
        return with(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(query)) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }

    private void execute(String text) throws SQLException, IOException, InterruptedException {
        with(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(text);
            }
        });
    }

    private static CopyManager copier(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    private <T> T with(Work<T> work) throws SQLException, IOException, InterruptedException {
        var connection = connections.take();
        try {
            return work.on(connection);
        } finally {
            connections.add(connection);
        }
    }

    /** After the last call has ended. */
    @Override
    public void close() throws SQLException {
        try (var statement = connections.element().createStatement()) {
            statement.execute(DROP);
        }
        for (var connection : connections) {
            connection.close();
        }
    }
}
