package continuity.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the registry. */
@ConfigMapping(prefix = "continuity")
public interface InstanceConfig {

    /**
     * Age of the last sign of life from which an instance is stale, this age included. Shorter finds dead agents sooner
     * and calls slow ones dead; agents give a sign of life every 15 seconds while they work.
     */
    @WithDefault("PT120S")
    Duration staleAfter();

    /**
     * How long an agent without a status line may be silent in the middle of a turn or a tool call. Long enough for a
     * test suite, short enough that an agent that was killed while it worked is found.
     */
    @WithDefault("PT15M")
    Duration busyFor();

    /** How often the stale detector looks; an instance becomes stale at most this much later than it should. */
    @WithDefault("5s")
    String sweepEvery();
}
