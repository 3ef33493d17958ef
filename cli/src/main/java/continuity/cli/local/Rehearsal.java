package continuity.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One short session of an agent and a person's questions about it: what every program does on a usual day. */
final class Rehearsal {

    private static final List<String> HOOKS = List.of("""
            {"hook_event_name":"SessionStart","session_id":"rehearsal","cwd":"/rehearsal","source":"startup"}""", """
            {"hook_event_name":"UserPromptSubmit","session_id":"rehearsal","cwd":"/rehearsal","prompt":"Run the tests"}""", """
            {"hook_event_name":"PreToolUse","session_id":"rehearsal","cwd":"/rehearsal","tool_name":"Bash",
             "tool_use_id":"toolu_1","tool_input":{"command":"npm test"}}""", """
            {"hook_event_name":"PostToolUse","session_id":"rehearsal","cwd":"/rehearsal","tool_name":"Bash",
             "tool_use_id":"toolu_1","tool_input":{"command":"npm test"},
             "tool_response":{"stdout":"Tests: 2 passed, 2 total","stderr":"","interrupted":false}}""", """
            {"hook_event_name":"PostToolUse","session_id":"rehearsal","cwd":"/rehearsal","tool_name":"Edit",
             "tool_use_id":"toolu_2","tool_input":{"file_path":"/rehearsal/a.txt","old_string":"a","new_string":"b"},
             "tool_response":{"filePath":"/rehearsal/a.txt"}}""", """
            {"hook_event_name":"PreCompact","session_id":"rehearsal","cwd":"/rehearsal","trigger":"auto"}""", """
            {"hook_event_name":"Stop","session_id":"rehearsal","cwd":"/rehearsal"}""");

    private static final String STATUS_LINE = """
            {"session_id":"rehearsal","cwd":"/rehearsal","context_window":{"used_percentage":85}}""";

    private static final List<String> QUESTIONS = List.of(
            "instances?active_only=true", "commands?project=rehearsal", "events?instance_id=rehearsal-PS-000000");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final String token;

    Rehearsal(Ports ports, Path token) {
        this.url = ports.url(Part.MISSION_CONTROL);
        try {
            this.token = Files.readString(token).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refusals do not matter here: the programs have worked all the same. */
    void play() {
        HOOKS.forEach(hook -> post("/hooks/claude-code", hook));
        post("/hooks/claude-code/statusline", STATUS_LINE);
        QUESTIONS.forEach(question -> send(request("/api/v1/" + question).GET()));
        post("/api/v1/resume", "{\"hint\":\"rehearsal\",\"force\":true,\"host_machine\":\"rehearsal\"}");
        post("/hooks/claude-code", """
                {"hook_event_name":"SessionEnd","session_id":"rehearsal","cwd":"/rehearsal","reason":"exit"}""");
    }

    private void post(String path, String json) {
        send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("X-Continuity-Machine", "rehearsal")
                .header("X-Project-Dir", "/rehearsal");
    }

    private void send(HttpRequest.Builder request) {
        try {
            http.send(request.build(), BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
