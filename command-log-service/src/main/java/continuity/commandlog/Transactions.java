package continuity.commandlog;

import continuity.kit.sql.DatabaseFailure;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/** Runs work in a transaction of its own, and again if it lost against another transaction. */
public final class Transactions {

    private static final int ATTEMPTS = 5;

    /** Serialisation failure, deadlock, and an id that another transaction wrote a moment before. */
    private static final Set<String> LOST = Set.of("40001", "40P01", "23505");

    private Transactions() {}

    /** @param work must be repeatable */
    public static <T> T repeatably(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(work::get);
            } catch (DatabaseFailure e) {
                if (attempt == ATTEMPTS || !hasLost(e)) {
                    throw e;
                }
            }
        }
    }

    /** In one transaction, so that a long answer of the database comes piece by piece. */
    public static <T> T reading(Supplier<T> work) {
        return QuarkusTransaction.joiningExisting().call(work::get);
    }

    private static boolean hasLost(DatabaseFailure failure) {
        return failure.getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && LOST.contains(cause.getSQLState());
    }
}
