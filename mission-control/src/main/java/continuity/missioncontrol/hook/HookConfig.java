package continuity.missioncontrol.hook;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How hooks are taken in. */
@ConfigMapping(prefix = "continuity.hooks")
interface HookConfig {

    /** An answer that takes longer is not given: the agent is waiting, and its own limit is one second. */
    @WithDefault("PT0.9S")
    Duration answerWithin();

    /** A body above this size is large. */
    @WithDefault("1M")
    MemorySize largeBody();

    /** How many large bodies are read at a time; the others wait, so that memory stays bounded. */
    @WithDefault("2")
    int largeBodiesAtOnce();
}
