package continuity.cli.status;

import continuity.cli.local.DataDirectory;
import continuity.cli.local.DiskRoom;
import continuity.cli.local.DiskUse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file system of the data directory, in bytes.
 *
 * @param free for this user
 * @param used by us, by name of the directory; without those that cannot be measured
 */
public record Disk(long free, long total, SortedMap<String, Long> used) {

    private static final List<String> DIRECTORIES = List.of("postgres", "kafka", "journal", "archive", "logs", "app");

    public static Disk of(DataDirectory data) throws IOException {
        var store = Files.getFileStore(data.root());
        var paths = DIRECTORIES.stream().map(data.root()::resolve).toList();
        var used = new TreeMap<String, Long>();
        DiskUse.of(paths).forEach((path, bytes) -> used.put(path.getFileName().toString(), bytes));
        return new Disk(store.getUsableSpace(), store.getTotalSpace(), used);
    }

    /** Below this nothing is taken in any more. */
    public long needed() {
        return DiskRoom.kept(total);
    }
}
