package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code rebuild-contexts} as a user types it, against a stand-in for the REST API. */
@Tag("R55")
class RebuildContextsCommandTest extends CommandTest {

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(data.resolve("operator-token"), "operator's\n");
        api.answers("GET /api/v1/instances", 200, """
                {"instances":[{"instance_id":"odin-PS-8f4a2b"},{"instance_id":"shop-PS-000001"}],"next_cursor":null}""");
    }

    private void rebuilt(String id, boolean missing, boolean complete) {
        api.answers(
                "POST /api/v1/instances/%s/context/rebuild".formatted(id), 200, """
                {"instance_id":"%s","was_missing":%s,"records":21,"checkpoint_id":null,"checkpoints_skipped":0,
                 "complete":%s,"last_event_sequence":9}""".formatted(id, missing, complete));
    }

    @Test
    void everyInstanceOfTheRegistryIsRebuiltWithTheOperatorsToken() {
        rebuilt("odin-PS-8f4a2b", false, true);
        rebuilt("shop-PS-000001", true, true);

        assertThat(run("rebuild-contexts")).isZero();

        assertThat(out.toString()).contains("2 of 2 contexts are rebuilt from 42 records; 1 had been missing.");
        assertThat(api.asked())
                .allSatisfy(asked -> assertThat(asked.authorization()).isEqualTo("Bearer operator's"));
    }

    @Test
    void oneThatCannotBeRebuiltHoldsUpNoOther() {
        rebuilt("shop-PS-000001", false, true);

        assertThat(run("rebuild-contexts")).isEqualTo(1);

        assertThat(err.toString()).contains("odin-PS-8f4a2b: no such path");
        assertThat(out.toString()).contains("1 of 2 contexts");
    }

    @Test
    void oneThatIsNotWholeIsNamed() {
        rebuilt("odin-PS-8f4a2b", false, false);
        rebuilt("shop-PS-000001", false, true);

        assertThat(run("rebuild-contexts")).isEqualTo(1);

        assertThat(err.toString()).contains("odin-PS-8f4a2b: the command log or the checkpoint service did not answer");
    }

    @Test
    void oneInstanceAlone() {
        api.answers("GET /api/v1/instances/8f4a", 200, "{\"instance_id\":\"odin-PS-8f4a2b\"}");
        rebuilt("odin-PS-8f4a2b", false, true);

        assertThat(run("rebuild-contexts", "--instance", "8f4a")).isZero();

        assertThat(api.asked()).hasSize(2);
    }
}
