package continuity.missioncontrol.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jboss.logging.Logger;

/**
 * The oldest record that may still have to be delivered, on disk. It may lag: then a few records are delivered again.
 * An unreadable file means "from the beginning" for the same reason.
 */
final class PositionFile {

    private static final Logger LOG = Logger.getLogger(PositionFile.class);
    static final Pointer BEGINNING = new Pointer(0, 0, 0);

    private final Path file;

    PositionFile(Path directory) {
        this.file = directory.resolve("position");
    }

    Pointer read() {
        try {
            if (!Files.exists(file)) {
                return BEGINNING;
            }
            var parts = Files.readString(file).strip().split(" ", 2);
            return new Pointer(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), 0);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            LOG.warnf("the journal's position is not readable (%s): everything in it is delivered again", e);
            return BEGINNING;
        }
    }

    void write(Pointer position) throws IOException {
        var next = file.resolveSibling("position.new");
        Files.writeString(next, position.segment() + " " + position.offset() + "\n");
        OwnerOnly.file(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
