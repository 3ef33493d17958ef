package continuity.kit.disk;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A disk with less room than must stay free.
 *
 * @param directory what is on it
 * @param free bytes
 * @param kept bytes that must stay free
 */
public record NearlyFull(Path directory, long free, long kept) {

    private static final double GIB = 1 << 30;

    /** The figures and the way out, for people. */
    public String detail() {
        return String.format(
                Locale.ROOT,
                "The disk of %s has %.1f GiB left and nothing more is recorded below %.1f GiB; make room there, and recording goes on by itself",
                directory,
                free / GIB,
                kept / GIB);
    }
}
