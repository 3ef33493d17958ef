package continuity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code search} and {@code events} as a user types them, against a stand-in for the REST API. */
class SearchCommandTest extends CommandTest {

    @BeforeEach
    void prepare() throws IOException {
        api.answers("GET /api/v1/instances/8f4a2b", 200, "{\"instance_id\":\"shop-PS-8f4a2b\"}");
        api.answers("GET /api/v1/instances/8f", 300, """
                {"matches":[{"instance_id":"shop-PS-8f4a2b"},{"instance_id":"shop-PS-8f0000"}]}""");
        Files.writeString(data.resolve("token"), "the-token\n");
    }

    @Test
    @Tag("R25")
    void searchAsksForAllWordsAndFiltersAndShowsWhatWasDone() {
        api.answers("GET /api/v1/commands", 200, """
                {"commands":[{"instance_id":"shop-PS-8f4a2b","tool_name":"Bash","success":false,"action":"tool_call",
                 "parameters":{"command":"npm test\\u001b[31m -- cart"},"created_at":"2026-03-01T09:07:00Z"}],
                 "total_count":12000,"total_count_estimated":true,"next_cursor":"abc"}""");

        assertThat(run("search", "CartTest.java", "npm", "--instance", "8f4a2b", "--failed", "--since", "2h"))
                .isZero();

        assertThat(out.toString())
                .contains("shop-PS-8f4a2b  Bash  failed  npm test -- cart")
                .contains("about 12000 in all");
        assertThat(api.asked().getLast().request())
                .contains("q=CartTest.java%20npm", "instance_id=shop-PS-8f4a2b", "success=false", "limit=30")
                .containsPattern("from=20\\d\\d-\\d\\d-\\d\\dT\\d\\d%3A\\d\\d%3A\\d\\dZ")
                .doesNotContain("project", "to=");
    }

    @Test
    void searchThatFindsNothingSaysSo() {
        api.answers("GET /api/v1/commands", 200, "{\"commands\":[],\"total_count\":0,\"next_cursor\":null}");

        assertThat(run("search", "unheard-of")).isZero();

        assertThat(out).hasToString("Nothing was found.%n".formatted());
    }

    @Test
    @Tag("R35")
    void eventsShowsTheNewestLast() {
        api.answers("GET /api/v1/events", 200, """
                {"events":[
                 {"sequence_num":9,"event_type":"commit_created","timestamp":"2026-03-01T09:07:00Z",
                  "event_data":{"commit_hash":"3f2db88","epic_id":null}},
                 {"sequence_num":8,"event_type":"tool_use","timestamp":"2026-03-01T09:06:00Z","event_data":{"tool_name":"Bash"}}],
                 "total_count":9,"has_more":true}""");

        assertThat(run("events", "8f4a2b", "--limit", "2")).isZero();

        assertThat(out.toString().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("The last 2 of 9:"),
                        line -> assertThat(line).startsWith("N  TIME"),
                        line -> assertThat(line).startsWith("8").endsWith("tool_use        tool_name: Bash"),
                        line -> assertThat(line).startsWith("9").endsWith("commit_created  commit_hash: 3f2db88"));
        assertThat(api.asked().getLast().request()).contains("order=desc", "limit=2");
    }

    @Test
    void whatIsNoTimeIsRefusedByTheNameOfItsOption() {
        assertThat(run("search", "x", "--since", "yesterday")).isEqualTo(2);

        assertThat(err.toString()).contains("--since takes 90m, 2h, 3d");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void severalThatFitAreShown() {
        assertThat(run("events", "8f")).isEqualTo(4);

        assertThat(out.toString()).contains("Several instances fit \"8f\"", "shop-PS-8f4a2b", "shop-PS-8f0000");
    }
}
