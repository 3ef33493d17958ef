package continuity.cli.local;

import continuity.cli.process.StartFailed;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code train}: the last step of a build. Runs everything once on data that is thrown away; each program writes its
 * ahead-of-time cache when it ends, this one too if it was told to by the JVM's own option.
 */
@Command(name = "train", hidden = true, description = "Try the staged programs out and keep how they start.")
public final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var installation = Installation.current();
        var data = new DataDirectory(installation.app().resolve("../../training"));
        data.prepare();
        try (var lock = UpLock.take(data)) {
            Leftovers.end(lock); // of a build that was killed
            PrivateFiles.deleteTree(data.root());
            data.prepare();
            train(installation.toTrain(), data, spec.commandLine().getOut());
            return ExitCode.DONE;
        } catch (StartFailed e) {
            throw CommandFailed.because(String.valueOf(e.getMessage()));
        } finally {
            PrivateFiles.deleteTree(data.root());
        }
    }

    private static void train(Installation installation, DataDirectory data, PrintWriter out)
            throws StartFailed, InterruptedException {
        var ports = Ports.free();
        var credentials = Credentials.prepare(data, Instant.now());
        var settings = new Settings(data, ports, credentials, Optional.empty(), System.getenv());
        try (var system = new LocalSystem(installation, settings, out)) {
            Runtime.getRuntime().addShutdownHook(new Thread(system::kill, "kill"));
            system.start(Part.START_ORDER);
            new Rehearsal(ports, data.token()).play();
        }
    }
}
