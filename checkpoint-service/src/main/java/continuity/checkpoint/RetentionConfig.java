package continuity.checkpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long checkpoints are kept. */
@ConfigMapping(prefix = "continuity.checkpoint")
public interface RetentionConfig {

    /**
     * Age from which a checkpoint leaves, at least a day; that of a completed epic never does. Shorter saves disk: a
     * checkpoint has up to 1 MiB.
     */
    @WithDefault("P30D")
    Duration retention();

    /** How often the cleanup runs, first a minute after the start; {@code off} for never. */
    @WithDefault("24h")
    String cleanupEvery();
}
