package continuity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session without its waits, against a stand-in for mission-control. */
class ReplayedSessionTest {

    private record Posted(String path, String machine, String projectDir, String body) {}

    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HookClient client;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            posted.add(new Posted(
                    exchange.getRequestURI().getPath(),
                    headers.getFirst("X-Continuity-Machine"),
                    headers.getFirst("X-Project-Dir"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        client = new HookClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "the-token");
    }

    @AfterEach
    void stopServer() {
        client.close();
        server.stop(0);
    }

    @Test
    void theContextWindowFillsAndEmptiesWithACompaction() throws Exception {
        play(agent("05-auto-compaction", new Scenario.Context(64, 4), null));

        assertThat(percentages())
                .containsSequence(64, 68, 72, 76, 80, 84)
                .containsSequence(84, 9)
                .endsWith(9);
        assertThat(client.failed()).isZero();
        assertThat(posted).allSatisfy(hook -> {
            assertThat(hook.machine()).isEqualTo("freya");
            assertThat(hook.projectDir()).isEqualTo("/srv/atlas");
        });
    }

    @Test
    void whatWasKilledIsResumedInTheSameSession() throws Exception {
        var pause = new Scenario.Pause("PostToolUse", 2, true, Duration.ZERO);

        play(agent("05-auto-compaction", new Scenario.Context(64, 4), pause));

        assertThat(posted.stream().map(Posted::body).filter(body -> body.contains("\"source\":\"resume\"")))
                .hasSize(1);
        assertThat(posted.stream()
                        .map(hook -> hook.body().replaceAll(".*\"session_id\":\"([^\"]+)\".*", "$1"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aHookThatNobodyTakesIsCountedAndNothingElse() throws Exception {
        server.stop(0);

        play(agent("05-auto-compaction", null, null));

        assertThat(client.failed()).isPositive().isEqualTo(client.sent());
    }

    private void play(Scenario.Agent agent) throws InterruptedException {
        new ReplayedSession(agent, client, new Random(7)).play();
    }

    private static Scenario.Agent agent(
            String recording, Scenario.@Nullable Context context, Scenario.@Nullable Pause pause) {
        return new Scenario.Agent(
                "freya",
                "/srv/atlas",
                recording,
                null,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                context,
                pause,
                Map.of());
    }

    private List<Integer> percentages() {
        return posted.stream()
                .filter(hook -> hook.path().endsWith("/statusline"))
                .map(hook -> Integer.valueOf(hook.body().replaceAll(".*\"used_percentage\":(\\d+).*", "$1")))
                .toList();
    }
}
