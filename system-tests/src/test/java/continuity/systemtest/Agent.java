package continuity.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import continuity.testkit.RecordedHook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An agent's client, as far as the network sees it, and a caller of the REST API with the same token. */
final class Agent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final LocalSystem system;

    Agent(LocalSystem system) {
        this.system = system;
    }

    /** Sends recorded hooks one after the other at full speed; none may ever be refused. */
    void play(List<RecordedHook> hooks) {
        for (var hook : hooks) {
            var answer = hook(hook.body());
            assertThat(answer.statusCode()).as(hook.event()).isBetween(200, 299);
        }
    }

    HttpResponse<String> hook(String body) {
        return hook("claude-code", body);
    }

    HttpResponse<String> hook(String client, String body) {
        return send(request("/hooks/" + client)
                .header("Content-Type", "application/json")
                .header("X-Continuity-Machine", "laptop")
                .header("X-Project-Dir", "/home/dev/shop")
                .POST(BodyPublishers.ofString(body)));
    }

    /** What SessionStart or a prompt injects into the agent's context; empty when nothing is. */
    String injectedBy(String event, String sessionId, Map<String, String> fields) {
        var body = JSON.createObjectNode()
                .put("hook_event_name", event)
                .put("session_id", sessionId)
                .put("cwd", "/home/dev/shop");
        fields.forEach(body::put);
        return injectedBy("claude-code", body.toString());
    }

    /** The same, for a hook in the words of that client. */
    String injectedBy(String client, String body) {
        var answer = hook(client, body);
        return answer.body().isEmpty()
                ? ""
                : json(answer).at("/hookSpecificOutput/additionalContext").asText();
    }

    JsonNode get(String path) {
        var answer = send(request(path).GET());
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return json(answer);
    }

    HttpResponse<String> post(String path, Object body) {
        try {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(system.url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + system.token());
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }
}
