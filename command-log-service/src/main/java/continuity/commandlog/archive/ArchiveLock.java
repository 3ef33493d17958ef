package continuity.commandlog.archive;

import continuity.kit.sql.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Whoever holds it works on the archive; nobody else does, in any replica. It belongs to a connection of its own, so it
 * goes with the service, however that ends.
 */
@ApplicationScoped
class ArchiveLock {

    private static final String TRY = "SELECT pg_try_advisory_lock(hashtext('command_log.archive'))";
    private static final String RELEASE = "SELECT pg_advisory_unlock(hashtext('command_log.archive'))";
    private static final int ALIVE_WITHIN_SECONDS = 5;

    private final DataSource dataSource;

    ArchiveLock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Call it outside of transactions. @throws ArchiveRefused.Busy if somebody holds it */
    Held take() {
        try {
            var connection = dataSource.getConnection();
            try {
                if (isTrue(connection, TRY)) {
                    return new Held(connection);
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.close();
            throw new ArchiveRefused.Busy();
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    static final class Held implements AutoCloseable {

        private final Connection connection;

        private Held(Connection connection) {
            this.connection = connection;
        }

        /** @throws ArchiveRefused.Busy if the connection was lost, and with it the lock */
        void check() {
            try {
                if (!connection.isValid(ALIVE_WITHIN_SECONDS)) {
                    throw new ArchiveRefused.Busy();
                }
            } catch (SQLException e) {
                throw new DatabaseFailure(e);
            }
        }

        @Override
        public void close() {
            try (connection) {
                isTrue(connection, RELEASE);
            } catch (SQLException e) {
                throw new DatabaseFailure(e);
            }
        }
    }
}
