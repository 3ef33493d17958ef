package continuity.systemtest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import continuity.backbone.KafkaLogin;
import continuity.backbone.Passwords;
import continuity.cli.local.DataDirectory;
import continuity.cli.local.RunFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./continuity up} in a directory of its own, with a short limit for staleness. */
final class LocalSystem implements AutoCloseable {

    static final Duration STALE_AFTER = Duration.ofSeconds(8);

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Duration STAGE = Duration.ofMinutes(10);
    private static final Path SCRIPT = staged(Path.of(System.getProperty("continuity.home", ".."))
            .resolve("continuity")
            .toAbsolutePath()
            .normalize());

    private static final Set<Integer> GIVEN_PORTS = ConcurrentHashMap.newKeySet();

    private final Path data;
    private final int portBase;
    private Process launcher;

    private LocalSystem(Path data, int portBase, String... options) throws IOException {
        this.data = data;
        this.portBase = portBase;
        this.launcher = up(options);
    }

    /** What Maven has just packaged becomes, once for all tests, what the script starts. */
    private static Path staged(Path script) {
        try {
            var process =
                    new ProcessBuilder(script.toString(), "stage").inheritIO().start();
            assertThat(process.waitFor(STAGE))
                    .as("programs are put together in time")
                    .isTrue();
            assertThat(process.exitValue()).as("exit code of %s stage", script).isZero();
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new one below target, whose name is a hard one where the system's locale allows. */
    static Path directory(String name) throws IOException {
        var hard = "UTF-8".equals(System.getProperty("sun.jnu.encoding")) ? " für 数据 " : " of tests ";
        return Files.createTempDirectory(Path.of("target").toAbsolutePath(), name + hard);
    }

    /** What a finished command of the CLI said. */
    record Finished(int exitCode, String output) {}

    static LocalSystem start(Path data, String... options) throws IOException {
        return new LocalSystem(data, freePortBase(), options);
    }

    Path data() {
        return data;
    }

    int portBase() {
        return portBase;
    }

    String url() {
        return "http://127.0.0.1:" + portBase;
    }

    String kafka() {
        return "127.0.0.1:" + (portBase + 92);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + (portBase + 32) + "/supervisor_meta";
    }

    String token() {
        return read(data.resolve("token")).strip();
    }

    String databasePassword(String role) {
        return password("database", role);
    }

    KafkaLogin kafkaLogin(String user) {
        return new KafkaLogin(user, password("kafka", user));
    }

    private String password(String file, String user) {
        return requireNonNull(
                Passwords.read(data.resolve("keys/" + file + ".properties")).get(user), user);
    }

    /** The process that a part is now. */
    ProcessHandle process(String part) {
        return parts().stream()
                .filter(running -> running.name().equals(part))
                .findFirst()
                .flatMap(running -> running.process().find())
                .orElseThrow();
    }

    List<RunFile.Running> parts() {
        return RunFile.read(new DataDirectory(data)).map(RunFile::parts).orElseThrow();
    }

    /** The launcher, the parts and all that they have started. */
    List<ProcessHandle> processes() {
        return Stream.concat(
                        Stream.of(launcher.toHandle()),
                        parts().stream().flatMap(part -> part.process().find().stream()))
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .toList();
    }

    Process launcher() {
        return launcher;
    }

    /** What the launcher has printed since its start. */
    String printed() {
        return read(output());
    }

    /** Starts again, however it was stopped. */
    void startAgain(String... options) throws IOException {
        launcher = up(options);
    }

    /** Stops in order and starts again on the same data. */
    void restart(String... options) throws IOException {
        stop();
        startAgain(options);
    }

    /** Runs {@code ./continuity …} as a user would. */
    Finished run(String... arguments) throws IOException, InterruptedException {
        var output = Files.createTempFile("cli", ".txt");
        var process = command(arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("command ends").isTrue();
        var text = Files.readString(output);
        Files.delete(output);
        return new Finished(process.exitValue(), text);
    }

    @Override
    public void close() {
        stop();
    }

    private Process up(String... options) throws IOException {
        var line = new ArrayList<>(List.of("up", "--port-base", String.valueOf(portBase)));
        line.addAll(List.of(options));
        var process = command(line.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output().toFile()))
                .start();
        try {
            await("every part is ready").atMost(START).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("up ended: " + printed());
                }
                return RunFile.read(new DataDirectory(data))
                        .filter(RunFile::ready)
                        .filter(run -> run.launcher().pid() == process.pid())
                        .isPresent();
            });
        } catch (RuntimeException e) {
            process.destroy();
            throw new IllegalStateException("up did not become ready: " + printed(), e);
        }
        return process;
    }

    private Path output() {
        return data.resolveSibling(data.getFileName() + ".up.log");
    }

    void stop() {
        var parts = parts();
        launcher.destroy();
        await("launcher ends").atMost(STOP).until(() -> !launcher.isAlive());
        assertThat(parts)
                .as("no process is left")
                .noneMatch(part -> part.process().find().isPresent());
    }

    /** {@code ./continuity …}, ready to be started. */
    ProcessBuilder command(String... arguments) {
        var line = new ArrayList<String>();
        line.add(SCRIPT.toString());
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line);
        builder.environment().put("CONTINUITY_DATA", data.toString());
        builder.environment().put("CONTINUITY_SKIP_BUILD", "1");
        builder.environment().put("CONTINUITY_STALE_AFTER", STALE_AFTER.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("CONTINUITY_URL");
        builder.environment().remove("CONTINUITY_TOKEN");
        return builder;
    }

    /** A hundred free ports in a row, away from those that a system of the user may hold; each time others. */
    static int freePortBase() {
        var random = new Random();
        while (true) {
            var base = 10_000 + 100 * random.nextInt(200);
            if (GIVEN_PORTS.add(base)
                    && Stream.of(0, 1, 2, 3, 4, 32, 92, 93, 94).allMatch(offset -> isFree(base + offset))) {
                return base;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
