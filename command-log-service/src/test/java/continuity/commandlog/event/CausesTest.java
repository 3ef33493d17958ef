package continuity.commandlog.event;

import static continuity.commandlog.Api.command;
import static continuity.commandlog.Api.event;
import static continuity.commandlog.Api.events;
import static continuity.commandlog.Api.freshInstance;
import static continuity.commandlog.Api.get;
import static continuity.commandlog.Api.post;
import static continuity.commandlog.Api.said;
import static continuity.commandlog.Api.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import continuity.commandlog.RegistryStandIn;
import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The causes of what a session reports, in the order in which its forwarder delivers it. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "command_log"))
@QuarkusTestResource(RegistryStandIn.class)
class CausesTest {

    private static final String EVENTS = "/api/v1/events";

    private final String instance = freshInstance();

    @Test
    @Tag("R39")
    @Tag("R40")
    void aPromptLeadsToCallsTheirResultsAndWhatFollowedFromThem() {
        var prompt = emit(said(instance, "commit, then look around"));
        var bash = emit(under(prompt, event(instance, "tool_use", Map.of("tool_name", "Bash"))));
        log(bash, "Bash", Map.of("command", "git commit -m x"), "[main 595f8a6] x", true);
        var agent = emit(under(prompt, event(instance, "tool_use", Map.of("tool_name", "Agent"))));
        var spawn = emit(under(agent, event(instance, "spawn_decision", Map.of("subagent_type", "Explore"))));
        var read = emit(under(spawn, event(instance, "tool_use", Map.of("tool_name", "Read"))));
        log(read, "Read", Map.of("file_path", "/src/a"), "no such file", false);

        await().untilAsserted(() -> assertThat(events(instance)).hasSize(9));

        var tree = get(EVENTS + "/" + prompt + "/tree", Map.of());
        assertThat(drawn(tree.getMap("tree"), ""))
                .containsExactly(
                        "user_message",
                        " tool_use Bash",
                        "  tool_result Bash",
                        "   commit_created",
                        " tool_use Agent",
                        "  spawn_decision",
                        "   tool_use Read",
                        "    error Read");
        assertThat(tree.getInt("count")).isEqualTo(8);
        var failure = get("/api/v1/instances/" + instance + "/failure-chain", Map.of());
        assertThat(failure.getList("chain.event_type"))
                .containsExactly("user_message", "tool_use", "spawn_decision", "tool_use", "error");
        assertThat(failure.getString("failing_event.event_data.tool_name")).isEqualTo("Read");
    }

    @Test
    void aCallThatWasNeverAnnouncedBeginsATreeOfItsOwn() {
        var never = "01935e7c-0000-7000-8000-000000000000";
        log(never, "Bash", Map.of("command", "git commit -m x"), "[main 595f8a6] x", true);

        await().untilAsserted(() -> assertThat(events(instance)).hasSize(3));

        assertThat(events(instance)).extracting(event -> event.get("depth")).containsExactly(0, 0, 1);
    }

    private static String emit(Map<String, Object> event) {
        return post(EVENTS, event).statusCode(201).extract().jsonPath().getString("event_id");
    }

    private static Map<String, Object> under(String parent, Map<String, Object> event) {
        return with(event, "parent_event_id", parent);
    }

    private void log(String toolUse, String tool, Map<String, Object> parameters, String output, boolean success) {
        var command = with(command(instance), "command_type", "hook");
        command = with(command, "tool_name", tool);
        command = with(command, "parameters", parameters);
        command = with(command, success ? "result" : "error_message", success ? Map.of("stdout", output) : output);
        command = with(command, "success", success);
        command = with(command, "context_data", Map.of("parent_event_id", toolUse));
        post("/api/v1/commands", command).statusCode(202);
    }

    @SuppressWarnings("unchecked") // children are nodes too
    private static List<String> drawn(Map<String, Object> node, String indent) {
        var data = (Map<String, Object>) node.getOrDefault("event_data", Map.of());
        var tool = data.get("tool_name") == null ? "" : " " + data.get("tool_name");
        var lines = new ArrayList<>(List.of(indent + node.get("event_type") + tool));
        for (var child : (List<Map<String, Object>>) node.getOrDefault("children", List.of())) {
            lines.addAll(drawn(child, indent + " "));
        }
        return lines;
    }
}
