package continuity.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureTest {

    @ParameterizedTest
    @CsvSource({
        "08006, true", // connection lost
        "57P01, true", // server is shutting down
        "40P01, true", // deadlock
        "22P05, false", // untranslatable character
        "23505, false", // duplicate key
    })
    void onlyDataAtFaultIsNotWorthAnotherTry(String state, boolean transientFailure) {
        assertThat(new DatabaseFailure(new SQLException("…", state)).isTransient())
                .isEqualTo(transientFailure);
    }
}
