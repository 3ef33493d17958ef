package continuity.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;

/**
 * The room on the disk of a data directory, in bytes.
 *
 * @param kept what must stay free; with less the services record nothing
 */
public record DiskRoom(DataDirectory data, long free, long kept) {

    private static final double GIB = 1 << 30;
    private static final long RESERVE = 2L << 30;
    private static final int SHARE_KEPT_FREE = 20;
    private static final long RESERVE_OF_A_BIG_DISK = 10L << 30;

    static DiskRoom of(DataDirectory data) {
        try {
            var disk = Files.getFileStore(data.root());
            return new DiskRoom(data, disk.getUsableSpace(), kept(disk.getTotalSpace()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One twentieth of the disk, but at least 2 GiB and at most 10 GiB: a big disk has room for long, even so. */
    public static long kept(long total) {
        return Math.clamp(total / SHARE_KEPT_FREE, RESERVE, RESERVE_OF_A_BIG_DISK);
    }

    /** What to tell the user at the start; empty while there is room. */
    Optional<String> warning() {
        return free >= kept
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "The disk of %s is nearly full: %.1f GiB are left. Below %.1f GiB nothing is recorded; what is recorded can be read and resumed. Make room, and recording goes on by itself.",
                        data.root(),
                        free / GIB,
                        kept / GIB));
    }
}
