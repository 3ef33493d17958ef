package continuity.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Sends what agents' hooks send. As with a hook nothing comes of a failure, but it is counted. */
final class HookClient implements AutoCloseable {

    private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final URI url;
    private final String token;
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** @param url of mission-control */
    HookClient(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    void hook(Scenario.Agent agent, JsonNode body) throws InterruptedException {
        post("/hooks/claude-code", agent, body);
    }

    void statusLine(Scenario.Agent agent, JsonNode body) throws InterruptedException {
        post("/hooks/claude-code/statusline", agent, body);
    }

    long sent() {
        return sent.sum();
    }

    /** Of those sent. */
    long failed() {
        return failed.sum();
    }

    private void post(String path, Scenario.Agent agent, JsonNode body) throws InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(GIVES_UP_AFTER)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Continuity-Machine", agent.machine())
                .header("X-Project-Dir", agent.directory())
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        sent.increment();
        try {
            if (http.send(request, BodyHandlers.discarding()).statusCode() >= 300) {
                failed.increment();
            }
        } catch (IOException notReached) {
            failed.increment();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
