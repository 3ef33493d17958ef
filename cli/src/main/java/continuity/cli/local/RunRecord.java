package continuity.cli.local;

import continuity.cli.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps {@link RunFile} true while parts come and go; the file is deleted when all has stopped. */
final class RunRecord {

    private final DataDirectory data;
    private final Ports ports;
    private final @Nullable String build;
    private final @Nullable String staleAfter;
    private final ProcessIdentity launcher = ProcessIdentity.current();
    private final Map<Part, RunFile.Running> parts = new EnumMap<>(Part.class);
    private boolean ready;
    private boolean closed;

    /**
     * @param build which build of the programs runs
     * @param environment of the user, who may have set something there
     */
    RunRecord(DataDirectory data, Ports ports, String build, Map<String, String> environment) {
        this.data = data;
        this.ports = ports;
        this.build = build;
        this.staleAfter = environment.get("CONTINUITY_STALE_AFTER");
    }

    synchronized void runs(Part part, ProcessIdentity process) {
        parts.merge(
                part,
                new RunFile.Running(part.title(), ports.of(part), process),
                (before, now) -> before.startedAgain(now.process()));
        write();
    }

    /** @param startsAgainAt when it is to be started the next time */
    synchronized void ended(Part part, String how, Instant startsAgainAt) {
        parts.computeIfPresent(part, (_, running) -> running.ended(how, startsAgainAt));
        write();
    }

    synchronized void ready() {
        ready = true;
        write();
    }

    synchronized void delete() {
        closed = true;
        try {
            Files.deleteIfExists(data.runFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        if (!closed) {
            var running = new ArrayList<>(parts.values());
            new RunFile(launcher, ports.url(Part.MISSION_CONTROL), ready, running, build, staleAfter).write(data);
        }
    }
}
