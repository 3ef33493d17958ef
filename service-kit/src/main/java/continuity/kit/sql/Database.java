package continuity.kit.sql;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL text on a connection of the current transaction, or on one of its own when there is none.
 *
 * <p>Arguments may be null, strings, numbers, booleans, {@link UUID}, {@link Instant}, {@code String[]} and other
 * arrays of these; JSON goes in as text with a cast in the statement. Every failure is a {@link DatabaseFailure}, so
 * that transactions roll back.
 */
@ApplicationScoped
public class Database {

    /** Rows that {@link #queryWhile} lets the server send at a time. */
    private static final int FETCH_SIZE = 50;

    private final DataSource dataSource;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Looks at one row and says whether to go on. */
    @FunctionalInterface
    public interface RowVisitor {
        boolean visit(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        try (var connection = dataSource.getConnection();
                var statement = prepare(connection, sql, arguments);
                var rows = statement.executeQuery()) {
            var result = new ArrayList<T>();
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /** The first row, if any. */
    public <T> Optional<T> queryOne(String sql, RowReader<T> reader, @Nullable Object... arguments) {
        return query(sql, reader, arguments).stream().findFirst();
    }

    /** Reads until {@code visitor} has enough. Within a transaction only a few rows are in memory at a time. */
    public void queryWhile(String sql, RowVisitor visitor, @Nullable Object... arguments) {
        try (var connection = dataSource.getConnection();
                var statement = prepare(connection, sql, arguments)) {
            statement.setFetchSize(FETCH_SIZE);
            try (var rows = statement.executeQuery()) {
                var goOn = true;
                while (goOn && rows.next()) {
                    goOn = visitor.visit(rows);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /** @return number of rows written */
    public int update(String sql, @Nullable Object... arguments) {
        try (var connection = dataSource.getConnection();
                var statement = prepare(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /** A {@code timestamptz} column, null when it is null. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                bind(connection, statement, i + 1, arguments[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, @Nullable Object argument)
            throws SQLException {
        switch (argument) {
            case Instant time -> statement.setObject(index, time.atOffset(ZoneOffset.UTC));
            case Enum<?> value -> statement.setString(index, value.toString());
            case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
            case UUID[] ids -> statement.setArray(index, connection.createArrayOf("uuid", ids));
            case Long[] numbers -> statement.setArray(index, connection.createArrayOf("int8", numbers));
            case Integer[] numbers -> statement.setArray(index, connection.createArrayOf("int4", numbers));
            case Boolean[] flags -> statement.setArray(index, connection.createArrayOf("bool", flags));
            case Instant[] times -> statement.setArray(index, connection.createArrayOf("timestamptz", offsets(times)));
            case null, default -> statement.setObject(index, argument);
        }
    }

    private static @Nullable OffsetDateTime[] offsets(@Nullable Instant[] times) {
        return Arrays.stream(times)
                .map(time -> time == null ? null : time.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }
}
