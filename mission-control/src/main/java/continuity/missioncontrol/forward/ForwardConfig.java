package continuity.missioncontrol.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient the forwarder is. */
@ConfigMapping(prefix = "continuity.forward")
interface ForwardConfig {

    /** Wait before the second attempt; doubles with each further one. */
    @WithDefault("PT0.2S")
    Duration firstRetry();

    /** The longest wait: how long a service may be back before we notice. */
    @WithDefault("PT10S")
    Duration longestRetry();

    /** How long a service may break on one record before that record is given up, so that those behind it go on. */
    @WithDefault("PT10M")
    Duration patience();

    /** A session is said to be alive at most once in this time by its hooks. */
    @WithDefault("PT15S")
    Duration heartbeatEvery();

    /** A hook that arrived longer ago is no sign of life any more: a replayed journal must not revive a dead agent. */
    @WithDefault("PT60S")
    Duration heartbeatOldest();
}
