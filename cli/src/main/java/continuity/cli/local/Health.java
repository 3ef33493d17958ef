package continuity.cli.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * What a service says of itself at {@code /q/health/ready}.
 *
 * @param ready whether it takes work
 * @param checks the array {@code checks} of its answer; missing when there was no such answer
 */
public record Health(boolean ready, JsonNode checks) {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(1);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_WITHIN)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Health NONE = new Health(false, MissingNode.getInstance());

    /** Asks; no answer is not ready. */
    public static Health of(URI service) {
        var request = HttpRequest.newBuilder(service.resolve("/q/health/ready"))
                .timeout(ANSWERS_WITHIN)
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            return new Health(answer.statusCode() == 200, checks(answer.body()));
        } catch (IOException unreachable) {
            return NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }

    private static JsonNode checks(String body) {
        try {
            return JSON.readTree(body).path("checks");
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
