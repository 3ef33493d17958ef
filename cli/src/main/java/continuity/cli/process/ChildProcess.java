package continuity.cli.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running child. It has a session of its own where the system can do that, so that Ctrl-C reaches only us. */
public final class ChildProcess implements Child {

    /** For the first start on a loaded machine with two processors; usual are seconds. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);

    private static final Duration ASK_EVERY = Duration.ofMillis(100);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(5);
    private static final int LINES_SHOWN = 15;

    private final ChildDefinition definition;
    private final Process process;
    private final long logStart;

    private ChildProcess(ChildDefinition definition, Process process, long logStart) {
        this.definition = definition;
        this.process = process;
        this.logStart = logStart;
    }

    static ChildProcess start(ChildDefinition definition) throws StartFailed {
        var log = definition.log();
        log.prepare();
        var logStart = log.size();
        var builder = new ProcessBuilder(inItsOwnSession(definition.command()))
                .directory(definition.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.environment().clear();
        builder.environment().putAll(definition.environment());
        try {
            return new ChildProcess(definition, builder.start(), logStart);
        } catch (IOException e) {
            throw new StartFailed(definition.name() + " cannot be started: " + e.getMessage());
        }
    }

    /** The command, led by {@code setsid} where there is one; that replaces itself, so the pid stays the child's. */
    public static List<String> inItsOwnSession(List<String> command) {
        for (var directory : System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator, -1)) {
            var setsid = Path.of(directory, "setsid");
            if (Files.isExecutable(setsid)) {
                var whole = new ArrayList<>(List.of(setsid.toString()));
                whole.addAll(command);
                return whole;
            }
        }
        return command;
    }

    @Override
    public ProcessIdentity identity() {
        return ProcessIdentity.of(process.toHandle());
    }

    /** All that it has printed since it was started. */
    String printed() {
        return definition.log().since(logStart);
    }

    @Override
    public void awaitReady() throws StartFailed, InterruptedException {
        var deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!definition.ready().isReady(this)) {
            if (process.waitFor(ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("ended with exit code " + process.exitValue() + " while starting");
            }
            if (System.nanoTime() > deadline) {
                throw failed("was not ready after " + READY_WITHIN.toMinutes() + " minutes");
            }
        }
    }

    private StartFailed failed(String what) {
        var log = definition.log();
        return new StartFailed("%s %s. Its log, %s, ends with:%n%s"
                .formatted(definition.name(), what, log.path(), String.join("\n", log.tail(logStart, LINES_SHOWN))));
    }

    @Override
    public String awaitEnd() throws InterruptedException {
        return "ended with exit code " + process.waitFor();
    }

    @Override
    public void stop(Duration patience) {
        stop(process.toHandle(), patience);
    }

    /** Asks a process to end; one that has not ended within {@code patience} is killed. */
    public static void stop(ProcessHandle process, Duration patience) {
        process.destroy();
        if (!endsWithin(process, patience)) {
            process.destroyForcibly();
            endsWithin(process, KILLED_WITHIN);
        }
    }

    /**
     * Waits for the end of a process, ours or not: {@link ProcessHandle#onExit} notices that of another's child only
     * after seconds.
     */
    public static boolean endsWithin(ProcessHandle process, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !process.isAlive();
    }
}
