package continuity.cli.local;

import continuity.backbone.PostgresServer;
import continuity.cli.process.Child;
import continuity.cli.process.ChildProcess;
import continuity.cli.process.ProcessIdentity;
import continuity.cli.process.StartFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** PostgreSQL as the supervisor sees it: started from this JVM, a process that may die like the others. */
final class DatabaseServer implements Child {

    /** Tells its every step; what matters is in postgres.log. Held, or the level would be lost. */
    private static final Logger EMBEDDED_SERVER = Logger.getLogger("io.zonky.test.db.postgres");

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final PostgresServer server;
    private final ProcessIdentity process;

    private DatabaseServer(PostgresServer server, ProcessIdentity process) {
        this.server = server;
        this.process = process;
    }

    /** Starts it; accepts connections when this returns. */
    static DatabaseServer start(DataDirectory data, int port, Map<String, String> passwordByRole) throws StartFailed {
        EMBEDDED_SERVER.setLevel(Level.OFF);
        data.log(Part.POSTGRES).prepare();
        try {
            var server = PostgresServer.start(data.postgres(), port, passwordByRole, true);
            try {
                return new DatabaseServer(server, postmaster(data));
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IllegalStateException | UncheckedIOException e) {
            var cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new StartFailed(e.getMessage() + cause);
        }
    }

    /** The first line of its pid file. */
    private static ProcessIdentity postmaster(DataDirectory data) {
        try {
            var lines = Files.readAllLines(data.postgres().resolve("postmaster.pid"));
            var pid = Long.parseLong(lines.getFirst().strip());
            return ProcessHandle.of(pid)
                    .map(ProcessIdentity::of)
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL ended while it was being prepared"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ProcessIdentity identity() {
        return process;
    }

    @Override
    public void awaitReady() {
        // start() has waited
    }

    @Override
    public String awaitEnd() throws InterruptedException {
        var running = process.find();
        while (running.filter(ProcessHandle::isAlive).isPresent()) { // no child: onExit would learn of it late
            Thread.sleep(LOOK_EVERY);
        }
        closeServer(); // lets go of the data directory, for the next start
        return "ended";
    }

    @Override
    public void stop(Duration patience) {
        closeServer();
        process.find().ifPresent(stillThere -> ChildProcess.stop(stillThere, patience));
    }

    private void closeServer() {
        try {
            server.close();
        } catch (RuntimeException alreadyGone) {
            System.err.println("PostgreSQL: " + alreadyGone.getMessage());
        }
    }
}
