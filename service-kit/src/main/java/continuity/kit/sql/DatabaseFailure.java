package continuity.kit.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement failed. Says whether trying again can help. */
public final class DatabaseFailure extends RuntimeException {

    private final @Nullable String state;

    public DatabaseFailure(SQLException cause) {
        super(cause);
        this.state = cause.getSQLState();
    }

    /**
     * False only where the data itself is at fault (SQLState classes 22 and 23); everything else, from a lost
     * connection to a deadlock, is worth another try.
     */
    public boolean isTransient() {
        return !isDataError();
    }

    /** Whether the database does not understand or permit the statement (SQLState class 42): a mistake of ours. */
    public boolean isOurMistake() {
        return state != null && state.startsWith("42");
    }

    /** Whether a unique constraint was hit. */
    public boolean isDuplicate() {
        return "23505".equals(state);
    }

    private boolean isDataError() {
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
