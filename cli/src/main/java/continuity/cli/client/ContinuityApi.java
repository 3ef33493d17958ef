package continuity.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The REST API, asked with one token. Every answer of the server is an {@link Answer}, refusals too. */
final class ContinuityApi {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_WITHIN)
            .build();
    private final URI url;
    private final String token;
    private final String start;

    /** @param start the command that starts the system to ask, for whoever gets no answer */
    ContinuityApi(URI url, String token, String start) {
        this.url = url;
        this.token = token;
        this.start = start;
    }

    /** @param query names and values as they are; an empty value is left out */
    Answer get(String path, Map<String, String> query) {
        return send(request(with(query, path)).GET());
    }

    /** A document, as one text. */
    Answer markdown(String path) {
        return send(
                request(path)
                        .setHeader("Accept", "text/markdown, application/problem+json")
                        .GET(),
                (status, body) -> status == 200 ? TextNode.valueOf(body) : parse(body));
    }

    /** @param query as for {@link #get} */
    Answer delete(String path, Map<String, String> query) {
        return send(request(with(query, path)).DELETE());
    }

    Answer post(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    Answer delete(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString(body.toString())));
    }

    private static String with(Map<String, String> query, String path) {
        var encoded = query.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return encoded.isEmpty() ? path : path + "?" + encoded;
    }

    /** Text that may stand as one segment of a path or one value of a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(url.resolve(pathAndQuery))
                .timeout(ANSWERS_WITHIN)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        return send(request, (_, body) -> parse(body));
    }

    private Answer send(HttpRequest.Builder request, BiFunction<Integer, String, JsonNode> reading) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), reading.apply(response.statusCode(), response.body()));
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.NOT_REACHABLE,
                    "No answer from %s. Start it with %s, or set CONTINUITY_URL.".formatted(url, start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.because("Interrupted.");
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
