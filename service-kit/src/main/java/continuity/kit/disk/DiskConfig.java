package continuity.kit.disk;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** When the disk counts as nearly full. */
@ConfigMapping(prefix = "continuity.disk")
public interface DiskConfig {

    /** A directory on the disk that is watched; none is where the data are on other machines, as in a cluster. */
    Optional<Path> directory();

    /** What must stay free; whoever runs the services knows the disk and says more. */
    @WithDefault("2G")
    MemorySize reserve();
}
