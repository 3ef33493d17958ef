package continuity.missioncontrol.forward;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where hooks wait for delivery. */
@ConfigMapping(prefix = "continuity.journal")
interface JournalConfig {

    /** A directory of this process alone; made if need be. */
    Path dir();

    /** A file of the journal is followed by the next one at this size. */
    @WithDefault("4M")
    MemorySize segmentSize();

    /** When the journal has this size, further hooks are dropped and counted until something could be delivered. */
    @WithDefault("256M")
    MemorySize maxSize();
}
