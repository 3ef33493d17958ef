package continuity.cli.local;

import continuity.backbone.PostgresServer;
import continuity.cli.process.ChildProcess;
import continuity.cli.terminal.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * What a killed launcher left running. Each process is recognised by pid and start, so that nothing is ended that only
 * has the same number.
 */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Leftovers() {}

    /**
     * Ends them in the order of a usual stop. PostgreSQL comes last: it waits for its clients to leave.
     *
     * @param lock held, hence no launcher is alive
     * @return names of the parts that were still running
     */
    static List<String> end(UpLock lock) {
        var data = lock.data();
        var recorded = recorded(data);
        var running = Part.STOP_ORDER.stream()
                .flatMap(List::stream)
                .flatMap(part -> recorded.stream().filter(it -> it.name().equals(part.title())))
                .filter(it -> it.process().find().isPresent())
                .toList();
        for (var part : running) {
            if (!part.name().equals(Part.POSTGRES.title())) { // has a way of its own, below
                part.process().find().ifPresent(process -> ChildProcess.stop(process, PATIENCE));
            }
        }
        try {
            PostgresServer.stopOrphan(data.postgres()); // it may have been left before it was recorded
            Files.deleteIfExists(data.runFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return running.stream().map(RunFile.Running::name).toList();
    }

    /** A damaged record tells nothing; what was left all the same is found by the ports that it uses. */
    private static List<RunFile.Running> recorded(DataDirectory data) {
        try {
            return RunFile.read(data).map(RunFile::parts).orElse(List.of());
        } catch (CommandFailed damaged) {
            return List.of();
        }
    }
}
