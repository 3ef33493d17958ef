package continuity.bench.resume.desk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Runs the command lines of the client's settings by a shell, as the client does, and takes what they send: it listens
 * where they would find mission-control.
 */
final class Hooks implements AutoCloseable {

    /** Where the published command lines send to. */
    private static final String MISSION_CONTROL = "http://127.0.0.1:7700";

    private static final int ACCEPTED = 204;
    private static final int PATIENCE_SECONDS = 60;

    private final Shell shell;
    private final UnaryOperator<String> portable;
    private final HttpServer server;
    private volatile CompletableFuture<Optional<Request>> sent = new CompletableFuture<>();

    /** @param portable makes of a text what it would be on an agent's machine */
    Hooks(Shell shell, UnaryOperator<String> portable) throws IOException {
        this.shell = shell;
        this.portable = portable;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    /**
     * What a command line sends; empty if it ends, and all that it leaves behind in the background, without a word.
     *
     * @param directory where the agent's shell stands
     * @param hook on its standard input
     */
    Optional<Request> run(String command, Path project, Path directory, String hook) {
        var awaited = new CompletableFuture<Optional<Request>>();
        sent = awaited;
        var here = command.replace(
                MISSION_CONTROL, "http://127.0.0.1:" + server.getAddress().getPort());
        try {
            var process = shell.start(here, hook, project, directory);
            var nothing = process.onExit().thenApply(_ -> Optional.<Request>empty());
            return awaited.applyToEither(nothing, Function.identity()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a hook's command does not end: " + command, e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            sent.complete(Optional.of(new Request(
                    exchange.getRequestURI().getPath(),
                    headers.getFirst("Content-Type"),
                    portable.apply(headers.getFirst("X-Project-Dir")),
                    portable.apply(body))));
            exchange.sendResponseHeaders(ACCEPTED, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
