package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@RegistryTest
class IdempotencySweepTest {

    @Inject
    IdempotencySweep sweep;

    @Test
    @Tag("R21")
    void aKeyStandsForItsRegistrationForNinetyDays() throws SQLException {
        var project = Api.newProject();
        var kept = UUID.randomUUID().toString();
        var old = UUID.randomUUID().toString();
        var keptId = registered(project, kept);
        var oldId = registered(project, old);
        age(kept, "89 days");
        age(old, "91 days");

        sweep.sweep();

        assertThat(registered(project, kept)).isEqualTo(keptId);
        assertThat(registered(project, old)).isNotEqualTo(oldId);
    }

    private static String registered(String project, String key) {
        return Api.asAdmin()
                .header("Idempotency-Key", key)
                .body(Map.of("project", project))
                .post("/api/v1/instances")
                .then()
                .extract()
                .path("instance_id");
    }

    private static void age(String key, String age) throws SQLException {
        Rows.change("UPDATE registry.idempotency_keys SET created_at = now() - ?::interval WHERE key = ?", age, key);
    }
}
