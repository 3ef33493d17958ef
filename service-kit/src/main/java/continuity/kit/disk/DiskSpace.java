package continuity.kit.disk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether there is room for more. The operating system is asked at most once a second. */
@ApplicationScoped
public class DiskSpace {

    private static final Logger LOG = Logger.getLogger(DiskSpace.class);
    private static final long VALID_NANOS = Duration.ofSeconds(1).toNanos();

    private final DiskConfig config;
    private final LongSupplier nanoTime;
    private volatile @Nullable Measured last;

    private record Measured(long at, Optional<NearlyFull> shortage) {}

    @Inject
    DiskSpace(DiskConfig config) {
        this(config, System::nanoTime);
    }

    DiskSpace(DiskConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
    }

    /** Why nothing more should be taken in; empty while there is room. */
    public Optional<NearlyFull> shortage() {
        var now = nanoTime.getAsLong();
        var known = last;
        if (known == null || now - known.at() >= VALID_NANOS) {
            known = new Measured(now, config.directory().flatMap(this::measure));
            last = known;
        }
        return known.shortage();
    }

    /** A disk that cannot be asked refuses nothing: the database and the broker will say so themselves. */
    private Optional<NearlyFull> measure(Path directory) {
        try {
            var disk = Files.getFileStore(directory);
            var free = disk.getUsableSpace();
            var kept = config.reserve().asLongValue();
            return free < kept ? Optional.of(new NearlyFull(directory, free, kept)) : Optional.empty();
        } catch (IOException e) {
            LOG.warnf("the room on the disk of %s is unknown: %s", directory, e);
            return Optional.empty();
        }
    }
}
