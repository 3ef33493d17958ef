package continuity.cli.local;

import continuity.cli.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;

/** Keeps {@link RunFile} true while parts come and go; the file is deleted when all has stopped. */
final class RunRecord {

    private final DataDirectory data;
    private final Ports ports;
    private final ProcessIdentity launcher = ProcessIdentity.current();
    private final Map<Part, RunFile.Running> parts = new EnumMap<>(Part.class);
    private boolean ready;
    private boolean closed;

    RunRecord(DataDirectory data, Ports ports) {
        this.data = data;
        this.ports = ports;
    }

    synchronized void runs(Part part, ProcessIdentity process) {
        parts.put(part, new RunFile.Running(part.title(), ports.of(part), process));
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
            new RunFile(launcher, ports.url(Part.MISSION_CONTROL), ready, new ArrayList<>(parts.values())).write(data);
        }
    }
}
