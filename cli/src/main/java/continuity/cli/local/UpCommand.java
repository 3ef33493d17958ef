package continuity.cli.local;

import continuity.cli.demo.Fleet;
import continuity.cli.process.StartFailed;
import continuity.cli.terminal.CommandFailed;
import continuity.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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

    /** So that a newcomer need not wait two minutes to see one. */
    private static final Duration DEMO_STALE_AFTER = Duration.ofSeconds(30);

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "" + Ports.DEFAULT_BASE,
            description = "First port; the others follow at fixed distances (default: ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(
            names = "--demo",
            description = "Show it with a replayed fleet of agents, in ~/.continuity-demo unless --data is given.")
    private boolean demo;

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Option(names = "--detach", description = "Return when it is ready, and leave it running.")
    private boolean detach;

    @Option(names = "--detached", hidden = true, description = "This is the launcher that --detach has started.")
    private boolean detached;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var directory = demo ? data.demoDirectory() : data.directory();
        var ports = new Ports(portBase);
        var listening = listen.check(directory, Instant.now());
        DemoData.prepare(directory, demo);
        var closed = directory.closeSecrets();
        if (!closed.isEmpty()) {
            out().printf("Closed to other users again (mode 0600): %s%n", String.join(", ", closed));
        }
        if (detach) {
            DetachedLauncher.start(directory, inTheBackground(directory, ports)).awaitReady(out());
            welcome(directory, ports, listening);
        } else {
            run(directory, ports, listening);
        }
        return ExitCode.DONE;
    }

    private List<String> inTheBackground(DataDirectory directory, Ports ports) {
        var main = spec.root().userObject().getClass();
        var arguments = new ArrayList<>(
                List.of("up", "--detached", "--data", directory.root().toString(), "--port-base", "" + ports.base()));
        if (demo) {
            arguments.add("--demo");
        }
        arguments.addAll(listen.arguments());
        return Installation.current().in(directory).launcher(main, arguments.toArray(String[]::new));
    }

    private void run(DataDirectory directory, Ports ports, Optional<Listening> listening)
            throws IOException, InterruptedException {
        try (var lock = UpLock.take(directory)) {
            var ended = Leftovers.end(lock);
            if (!ended.isEmpty()) {
                out().printf("Ended what a killed launcher had left running: %s%n", String.join(", ", ended));
            }
            ports.requireFree();
            listening.ifPresent(open -> {
                open.requireFree(ports.of(Part.MISSION_CONTROL));
                open.prepare(Instant.now(), out());
            });
            if (demo) {
                DemoData.beginAnew(lock);
            }
            var credentials = Credentials.prepare(directory, Instant.now());
            var settings = new Settings(directory, ports, credentials, listening, environment());
            var system = new LocalSystem(Installation.current().aloneIn(lock), settings, out());
            var fleet = new AtomicReference<@Nullable Fleet>();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(fleet.get(), system), "stop"));
            DiskRoom.of(directory).warning().ifPresent(out()::println);
            out().printf("Starting Session Continuity, data in %s%n", directory.root());
            out().flush();
            system.start(Part.START_ORDER);
            if (demo) {
                fleet.set(Fleet.start(
                        ports.url(Part.MISSION_CONTROL),
                        Files.readString(directory.token()).strip()));
            }
            if (!detached) {
                welcome(directory, ports, listening);
            }
            system.awaitEnd();
        } catch (StartFailed e) {
            throw CommandFailed.because(String.valueOf(e.getMessage()));
        }
    }

    private void stop(@Nullable Fleet fleet, LocalSystem system) {
        if (fleet != null) {
            fleet.close();
            out().println(fleet.summary());
        }
        system.close();
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        if (demo) {
            environment.putIfAbsent("CONTINUITY_STALE_AFTER", DEMO_STALE_AFTER.toString());
        }
        return environment;
    }

    private void welcome(DataDirectory directory, Ports ports, Optional<Listening> listening) {
        var welcome = new Welcome(directory, ports, listening, data.again());
        out().print(demo ? welcome.toDemo() : welcome.text(detach));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
