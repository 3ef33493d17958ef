package continuity.commandlog.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** When commands and events leave the database, and where to. */
@ConfigMapping(prefix = "continuity.archive")
interface ArchiveConfig {

    /**
     * Where the archive is: a directory of this service's own, shared by its replicas or given to one of them. It is
     * there already, with a file {@code archive.properties} in it. Without it nothing is archived, and nothing leaves
     * the database.
     */
    Optional<Path> directory();

    /**
     * A week leaves when its last day is as old. At least 42 days: so far back partitions are kept ready for what comes
     * late.
     */
    @WithDefault("P90D")
    Duration after();

    /** How often that is looked for, first ten minutes after the start; {@code off} for never. */
    @WithDefault("24h")
    String every();

    /** How long a restored week stays at least. */
    @WithDefault("P7D")
    Duration keepRestored();
}
