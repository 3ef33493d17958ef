package continuity.cli.local;

import continuity.cli.process.ChildProcess;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code down}: stops what {@code up} has started with the same data directory. */
@Command(name = "down", description = "Stop everything on this machine.")
public final class DownCommand implements Callable<Integer> {

    /** Longer than the launcher's own bounds for all parts together. */
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(100);

    @Mixin
    private DataOption data = new DataOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(stop(data.directory()));
        return ExitCode.DONE;
    }

    /**
     * Stops what runs with that data.
     *
     * @return what was stopped, in a sentence
     * @throws CommandFailed if it does not stop
     */
    public static String stop(DataDirectory directory) {
        var launcher = UpLock.holder(directory);
        launcher.ifPresent(DownCommand::stop);
        var ended = Files.exists(directory.runFile()) ? endLeftovers(directory) : List.<String>of();
        if (!ended.isEmpty()) {
            return "The launcher was killed; stopped what it left: %s.".formatted(String.join(", ", ended));
        }
        return launcher.isPresent()
                ? "Stopped."
                : "Nothing is running with the data in %s.".formatted(directory.root());
    }

    private static void stop(ProcessHandle launcher) {
        launcher.destroy();
        if (!ChildProcess.endsWithin(launcher, STOPS_WITHIN)) {
            throw CommandFailed.because(
                    "The launcher, process %d, has not ended after %d s; ./continuity status shows what runs."
                            .formatted(launcher.pid(), STOPS_WITHIN.toSeconds()));
        }
    }

    private static List<String> endLeftovers(DataDirectory directory) {
        try (var lock = UpLock.take(directory)) {
            return Leftovers.end(lock);
        }
    }
}
