package continuity.cli.local;

import continuity.cli.process.Child;
import continuity.cli.process.ChildDefinition;
import continuity.cli.process.ProcessIdentity;
import continuity.cli.process.ReadyCheck;
import continuity.cli.process.StartFailed;
import continuity.cli.process.Supervisor;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/**
 * The parts of Session Continuity on this machine: started in order, kept running, stopped in reverse.
 *
 * <p>Each part is under a {@link Supervisor}; what runs is written to {@link RunFile} at every change.
 */
final class LocalSystem implements AutoCloseable {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);

    /** For a program that writes its cache first. */
    private static final Duration TRAINED_WITHIN = Duration.ofMinutes(3);

    private final DataDirectory data;
    private final Ports ports;
    private final Installation installation;
    private final Settings settings;
    private final PrintWriter out;
    private final RunRecord record;
    private final Map<Part, Supervisor> supervisors = new EnumMap<>(Part.class);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;
    private boolean closed;

    /**
     * @param settings what each part is told
     * @param out told of each part that becomes ready or ends, and of the stop, which takes seconds
     */
    LocalSystem(Installation installation, Settings settings, PrintWriter out) {
        this.data = settings.data();
        this.ports = settings.ports();
        this.installation = installation;
        this.settings = settings;
        this.out = out;
        this.record = new RunRecord(data, ports, installation.build(), settings.user());
        for (var part : Part.values()) {
            supervisors.put(part, new Supervisor(part.title(), () -> startOne(part), new Report()));
        }
    }

    /**
     * Starts the parts, group after group, those of a group at the same time; returns when all are ready.
     *
     * @throws StartFailed if one does not become ready; then all have been stopped again
     */
    void start(List<List<Part>> groups) throws StartFailed, InterruptedException {
        for (var group : groups) {
            startTogether(group);
        }
        record.ready();
    }

    /** Returns when {@link #close} has stopped everything. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Stops everything, each part within a bound. Safe to repeat: whoever comes second waits for the first. */
    @Override
    public void close() {
        closing = true;
        stopOnce();
    }

    /** Ends everything at once, for who cannot wait; nothing in the data directory is meant to last. */
    void kill() {
        closing = true;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            supervisors.values().forEach(supervisor -> threads.execute(() -> supervisor.stop(Duration.ZERO)));
        }
        stopOnce();
    }

    private synchronized void stopOnce() {
        if (closed) {
            return;
        }
        closed = true;
        say("Stopping …");
        if (installation.training()) {
            // writing a cache takes all processors: one after the other
            Part.STOP_ORDER.stream().flatMap(List::stream).map(List::of).forEach(this::stopTogether);
        } else {
            Part.STOP_ORDER.forEach(this::stopTogether);
        }
        record.delete();
        say("Stopped.");
        ended.countDown();
    }

    private void startTogether(List<Part> group) throws StartFailed, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = new ExecutorCompletionService<Part>(threads);
            for (var part : group) {
                starts.submit(() -> {
                    supervisor(part).start();
                    return part;
                });
            }
            for (var count = 0; count < group.size(); count++) {
                starts.take().get();
            }
        } catch (ExecutionException e) {
            if (closing) { // what was being started was ended by us: no failure worth a word
                awaitEnd();
                throw new StartFailed("Stopped before everything was ready.");
            }
            close();
            if (e.getCause() instanceof StartFailed failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void stopTogether(List<Part> group) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var patience = installation.training() ? TRAINED_WITHIN : STOPS_WITHIN;
            group.forEach(part -> threads.execute(() -> supervisor(part).stop(patience)));
        }
    }

    private Child startOne(Part part) throws StartFailed {
        return switch (part) {
            case POSTGRES ->
                DatabaseServer.start(
                        data, ports.of(part), settings.credentials().databasePasswords());
            case KAFKA -> broker().start();
            case REGISTRY, COMMAND_LOG, CHECKPOINT, RESUME, MISSION_CONTROL ->
                service(part).start();
        };
    }

    private ChildDefinition broker() {
        var command = installation.broker(
                data.kafka().toString(),
                Integer.toString(ports.of(Part.KAFKA)),
                Integer.toString(ports.kafkaController()),
                Integer.toString(ports.kafkaBroker()),
                data.kafkaPasswords().toString());
        return definition(Part.KAFKA, command, ReadyCheck.prints("READY"));
    }

    private ChildDefinition service(Part part) throws StartFailed {
        var url = ports.url(part);
        return definition(part, installation.service(part), _ -> Health.of(url).ready());
    }

    private ChildDefinition definition(Part part, List<String> command, ReadyCheck ready) {
        return new ChildDefinition(part.title(), command, settings.of(part), data.root(), data.log(part), ready);
    }

    private void say(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    private Supervisor supervisor(Part part) {
        return Objects.requireNonNull(supervisors.get(part));
    }

    /** Puts what happens to the parts on record and tells the user. */
    private final class Report implements Supervisor.Listener {

        @Override
        public void spawned(String name, ProcessIdentity process) {
            record.runs(Part.named(name), process);
        }

        @Override
        public void ready(String name, Duration took) {
            say(String.format(Locale.ROOT, "  %-16s ready %6.1f s", name, took.toMillis() / 1000.0));
        }

        @Override
        public void ended(String name, String how, Duration pause) {
            record.ended(Part.named(name), firstLine(how), Instant.now().plus(pause));
            say("  %-16s %s; starting it again in %d s".formatted(name, how, pause.toSeconds()));
        }

        /** The lines after it are of the part's log. */
        private static String firstLine(String how) {
            return how.lines().findFirst().orElse(how);
        }
    }
}
