package continuity.bench.frame;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.Ports;
import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The system that is measured: one of its own, started for this and gone afterwards, or one that runs already. */
public final class TestedSystem implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("continuity.home", "."));

    private final Api api;
    private final Api operator;
    private final @Nullable Backbone backbone;
    private final Runnable stop;

    private TestedSystem(Api api, Api operator, @Nullable Backbone backbone, Runnable stop) {
        this.api = api;
        this.operator = operator;
        this.backbone = backbone;
        this.stop = stop;
    }

    /** One that runs already, somewhere; only what can be asked over HTTP is measured. */
    public static TestedSystem at(URI url, String token) {
        var api = new Api(url, token);
        return new TestedSystem(api, api, null, () -> {});
    }

    /** {@code ./continuity up} in a directory that is deleted afterwards, beside whatever else runs. */
    public static TestedSystem own() {
        try {
            var data = new DataDirectory(Files.createTempDirectory(HOME.resolve("target"), "bench-"));
            var portBase = new Ports(Ports.DEFAULT_BASE).freeBase();
            var backbone = new Backbone(data, portBase);
            System.err.printf("Starting a system of its own, ports from %d, data in %s%n", portBase, data.root());
            var stopped = new AtomicBoolean();
            Runnable stop = () -> {
                if (stopped.compareAndSet(false, true)) {
                    continuity(backbone, "down");
                    delete(data.root());
                }
            };
            Runtime.getRuntime().addShutdownHook(new Thread(stop)); // Ctrl-C leaves nothing behind
            continuity(backbone, "up", "--detach", "--port-base", String.valueOf(portBase));
            var url = URI.create("http://127.0.0.1:" + portBase);
            return new TestedSystem(api(url, data.token()), api(url, data.operatorToken()), backbone, stop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Api api(URI url, Path token) throws IOException {
        return new Api(url, Files.readString(token).strip());
    }

    public Api api() {
        return api;
    }

    /** With the rights of an operator; where only a URL is known, with those of its token. */
    public Api operator() {
        return operator;
    }

    /** Empty where only its URL is known: then there are no floors. */
    public Optional<Backbone> backbone() {
        return Optional.ofNullable(backbone);
    }

    @Override
    public void close() {
        stop.run();
    }

    private static void continuity(Backbone backbone, String... arguments) {
        var command = new ProcessBuilder(HOME.resolve("continuity").toString());
        command.command().addAll(List.of(arguments));
        command.command().addAll(List.of("--data", backbone.data().root().toString()));
        command.environment().put("CONTINUITY_SKIP_BUILD", "1");
        command.environment().remove("CONTINUITY_URL");
        command.environment().remove("CONTINUITY_TOKEN");
        command.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            if (command.start().waitFor() != 0) {
                throw CommandFailed.because("./continuity " + arguments[0] + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.because("interrupted");
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    System.err.println("could not delete " + file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
