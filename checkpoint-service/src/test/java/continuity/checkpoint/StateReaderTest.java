package continuity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import continuity.contracts.WorkState;
import continuity.kit.problem.InvalidInput;
import continuity.testkit.PlantedSecrets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StateReaderTest {

    @Test
    @Tag("R46")
    void whatHoldsNoSecretKeepsItsSpelling() throws Exception {
        var text =
                "{ \"b\" : 1.50,\n\t\"a\":\"\\u00e9\\/\", \"big\": 12345678901234567890.123456789, \"last_event_sequence\":7 }";

        var frozen = read(text);

        assertThat(frozen.json()).isEqualTo(text);
        assertThat(frozen.coveredEventSequence()).isEqualTo(7);
    }

    @Test
    @Tag("R27")
    void secretsAreTakenOutAndTheRestStays() throws Exception {
        var secret = PlantedSecrets.all().get("GITHUB_PAT");

        var frozen = read("{\"note\": \"token=" + secret + "\", \"price\": 1.50, \"tokens_used\": 9}");

        assertThat(frozen.json()).doesNotContain(secret).contains("[REDACTED:", "\"price\":1.50", "\"tokens_used\":9");
    }

    @Test
    @Tag("R27")
    void aSecretCannotHideBehindASecondFieldOfTheSameName() {
        assertThatThrownBy(() -> read("{\"a\": \"first\", \"a\": \"second\"}"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void whatNobodyCouldReadBackIsReplaced() throws Exception {
        var frozen = read("{\"a\\u0000\": [\"x\\ud800y\", \"\\ud83d\\ude00\"]}");

        assertThat(frozen.json()).isEqualTo("{\"a\uFFFD\":[\"x\uFFFDy\",\"😀\"]}");
    }

    @Test
    void aVersionOrPositionThatIsNoneIsRefused() {
        assertThatThrownBy(() -> read("{\"last_event_sequence\": -1}")).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> read("{\"schema_version\": \"1\"}")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aNoteJoinsTheImportantContext() throws Exception {
        var note = new WorkState.Note("the API is frozen", Instant.parse("2026-03-01T10:05:00Z"), "checkpoint c1");

        var frozen = Fixtures.stateReader().read(Fixtures.WORK_STATE, note, "odin-PS-8f4a2b", "odin");

        assertThat(frozen.readable().importantContext()).containsExactly(note);
        assertThat(frozen.json()).contains("the API is frozen", "\"last_event_sequence\":41");
    }

    private static FrozenState read(String text) throws JsonProcessingException {
        return Fixtures.stateReader().read(text, "odin-PS-8f4a2b", "odin");
    }
}
