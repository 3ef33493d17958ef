package continuity.cli.local;

import continuity.cli.process.StartFailed;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}: starts everything on this machine and stays until it is told to stop. */
@Command(
        name = "up",
        description = "Start everything on this machine; Ctrl-C stops it.",
        footer = {"", "Environment:", UpCommand.STALE_AFTER, UpCommand.STALE_AFTER_FORMAT})
public final class UpCommand implements Callable<Integer> {

    /** Two lines of help. */
    public static final String STALE_AFTER =
            "  CONTINUITY_STALE_AFTER  silence after which an agent is stale, for up: an ISO";

    public static final String STALE_AFTER_FORMAT = "                          duration such as PT120S (the default)";

    private static final Logger EMBEDDED_SERVER = Logger.getLogger("io.zonky.test.db.postgres");

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "" + Ports.DEFAULT_BASE,
            description = "First port; the others follow at fixed distances (default: ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(names = "--detach", description = "Return when it is ready, and leave it running.")
    private boolean detach;

    @Option(names = "--detached", hidden = true, description = "This is the launcher that --detach has started.")
    private boolean detached;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var directory = data.directory();
        var ports = new Ports(portBase);
        directory.prepare();
        var closed = directory.closeSecrets();
        if (!closed.isEmpty()) {
            out().printf("Closed to other users again (mode 0600): %s%n", String.join(", ", closed));
        }
        if (detach) {
            DetachedLauncher.start(directory, inTheBackground(directory, ports)).awaitReady(out());
            welcome(directory, ports);
        } else {
            run(directory, ports);
        }
        return ExitCode.DONE;
    }

    private List<String> inTheBackground(DataDirectory directory, Ports ports) {
        var main = spec.root().userObject().getClass();
        return Installation.current()
                .in(directory)
                .launcher(
                        main,
                        "up",
                        "--detached",
                        "--data",
                        directory.root().toString(),
                        "--port-base",
                        "" + ports.base());
    }

    private void run(DataDirectory directory, Ports ports) throws InterruptedException {
        EMBEDDED_SERVER.setLevel(Level.OFF); // tells its every step; what matters is in postgres.log
        try (var lock = UpLock.take(directory)) {
            var ended = Leftovers.end(lock);
            if (!ended.isEmpty()) {
                out().printf("Ended what a killed launcher had left running: %s%n", String.join(", ", ended));
            }
            ports.requireFree();
            var system = new LocalSystem(
                    directory,
                    ports,
                    Installation.current().in(directory),
                    Credentials.prepare(directory, Instant.now()),
                    System.getenv(),
                    out());
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
            out().printf("Starting Session Continuity, data in %s%n", directory.root());
            out().flush();
            system.start(Part.START_ORDER);
            if (!detached) {
                welcome(directory, ports);
            }
            system.awaitEnd();
        } catch (StartFailed e) {
            throw CommandFailed.because(String.valueOf(e.getMessage()));
        }
    }

    private void welcome(DataDirectory directory, Ports ports) {
        var sameData = data.isGiven() ? " --data " + directory.root() : "";
        out().printf(
                        """

                Session Continuity is running: %s

                  Connect an agent   see docs/connect-claude-code.md
                  Your token         %s
                  What is running    ./continuity list%s
                  Stop               %s./continuity down%s
                """,
                        ports.url(Part.MISSION_CONTROL),
                        directory.token(),
                        sameData,
                        detach ? "" : "Ctrl-C, or ",
                        sameData);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
