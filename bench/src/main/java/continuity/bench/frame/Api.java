package continuity.bench.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.stream.Collectors;

/** The REST API of the system that is measured. Whatever is not a success is a {@link Refused}. */
public final class Api {

    /** An answer that is no success. */
    public static final class Refused extends IOException {

        private final int status;

        Refused(int status, String body) {
            super(status + ": " + body);
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String token;

    public Api(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return post(path, JSON.writeValueAsBytes(body));
    }

    /** @param body JSON */
    public JsonNode post(String path, byte[] body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)));
    }

    /** As an agent's client posts. */
    public void hook(String path, Map<String, String> headers, String body) throws IOException, InterruptedException {
        var request = request(path).POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        send(request);
    }

    public JsonNode get(String path, Map<String, String> query) throws IOException, InterruptedException {
        var encoded = query.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(encoded.isEmpty() ? path : path + "?" + encoded).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new Refused(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(answer.body());
    }
}
