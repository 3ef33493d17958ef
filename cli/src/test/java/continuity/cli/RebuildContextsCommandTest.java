package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rebuild-contexts} as a user types it, against a stand-in for the REST API. */
@Tag("R55")
class RebuildContextsCommandTest {

    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeApi();
        Files.writeString(data.resolve("operator-token"), "operator's\n");
        Files.writeString(data.resolve("run.json"), """
                {"launcher":{"pid":1,"started_at":"2020-01-01T00:00:00Z"},"url":"%s","ready":true,"parts":[]}
                """.formatted(api.url()));
        api.answers("GET /api/v1/instances", 200, """
                {"instances":[{"instance_id":"odin-PS-8f4a2b"},{"instance_id":"shop-PS-000001"}],"next_cursor":null}""");
    }

    @AfterEach
    void stopApi() {
        api.close();
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

        assertThat(run()).isZero();

        assertThat(out.toString()).contains("2 of 2 contexts are rebuilt from 42 records; 1 had been missing.");
        assertThat(api.asked())
                .allSatisfy(asked -> assertThat(asked.authorization()).isEqualTo("Bearer operator's"));
    }

    @Test
    void oneThatCannotBeRebuiltHoldsUpNoOther() {
        rebuilt("shop-PS-000001", false, true);

        assertThat(run()).isEqualTo(1);

        assertThat(err.toString()).contains("odin-PS-8f4a2b: no such path");
        assertThat(out.toString()).contains("1 of 2 contexts");
    }

    @Test
    void oneThatIsNotWholeIsNamed() {
        rebuilt("odin-PS-8f4a2b", false, false);
        rebuilt("shop-PS-000001", false, true);

        assertThat(run()).isEqualTo(1);

        assertThat(err.toString()).contains("odin-PS-8f4a2b: the command log or the checkpoint service did not answer");
    }

    @Test
    void oneInstanceAlone() {
        api.answers("GET /api/v1/instances/8f4a", 200, "{\"instance_id\":\"odin-PS-8f4a2b\"}");
        rebuilt("odin-PS-8f4a2b", false, true);

        assertThat(run("--instance", "8f4a")).isZero();

        assertThat(api.asked()).hasSize(2);
    }

    private int run(String... words) {
        var arguments = new String[words.length + 3];
        arguments[0] = "rebuild-contexts";
        System.arraycopy(words, 0, arguments, 1, words.length);
        arguments[words.length + 1] = "--data";
        arguments[words.length + 2] = data.toString();
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
