package continuity.cli.local;

import continuity.cli.terminal.CommandFailed;
import java.nio.file.Files;
import java.util.stream.Stream;

/**
 * The data directory of {@code up --demo}: marked by a file {@code demo}, so that what is real is never taken for a
 * demo and deleted, and nothing real is ever kept in a demo.
 */
final class DemoData {

    private DemoData() {}

    /**
     * Prepares the directory for a demo or for the real thing.
     *
     * @throws CommandFailed if it belongs to the other
     */
    static void prepare(DataDirectory data, boolean demo) {
        var marked = Files.exists(data.demoMark());
        if (demo && !marked && Files.exists(data.keys())) {
            throw CommandFailed.because(
                    "%s holds real data, and a demo begins by deleting what is there. Leave --data out, or name a new directory."
                            .formatted(data.root()));
        }
        if (!demo && marked) {
            throw CommandFailed.because(
                    "%s belongs to the demo, which deletes what is there. Start it with up --demo, or choose another directory with --data."
                            .formatted(data.root()));
        }
        data.prepare();
        if (demo && !marked) {
            PrivateFiles.write(data.demoMark(), "");
        }
    }

    /** Deletes what the last demo has recorded; keys, tokens and programs stay. */
    static void beginAnew(UpLock lock) {
        var data = lock.data();
        if (!Files.exists(data.demoMark())) {
            throw new IllegalStateException(data.root() + " is not marked as a demo");
        }
        Stream.of(data.postgres(), data.kafka(), data.journal()).forEach(PrivateFiles::deleteTree);
        Stream.of(Part.values()).map(part -> data.log(part).path()).forEach(PrivateFiles::deleteTree);
        data.prepare();
    }
}
