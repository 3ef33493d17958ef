package continuity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.testkit.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@ServiceTest
class CheckpointTablesTest {

    private final String instance = Fixtures.freshInstance("odin");

    @BeforeEach
    void aCheckpointExists() {
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.admin())
                .contentType("application/json")
                .body("{\"instance_id\": \"" + instance
                        + "\", \"checkpoint_type\": \"manual\", \"work_state\": {\"a\":  1}}")
                .post("/api/v1/checkpoints")
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @Tag("R46")
    @ValueSource(
            strings = {
                "UPDATE checkpoint.checkpoints SET reason = 'none'",
                "DELETE FROM checkpoint.checkpoints",
                "TRUNCATE checkpoint.checkpoints"
            })
    void theServiceCannotChangeWhatIsStored(String statement) {
        assertThatThrownBy(() -> Tables.query("checkpoint_app", statement))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    @Tag("R46")
    void notEvenTheOwnerUpdates() {
        assertThatThrownBy(() -> Tables.query("checkpoint_owner", "UPDATE checkpoint.checkpoints SET reason = 'none'"))
                .hasMessageContaining("never changes");
    }

    @Test
    void peopleWithPsqlReadCheckpointsAndNothingElse() throws Exception {
        assertThat(Tables.query(
                        "supervisor", "SELECT work_state FROM checkpoints WHERE instance_id = '" + instance + "'"))
                .isEqualTo("{\"a\":  1}");
        assertThatThrownBy(() -> Tables.query("supervisor", "SELECT 1 FROM checkpoint.idempotency"))
                .hasMessageContaining("permission denied");
    }
}
