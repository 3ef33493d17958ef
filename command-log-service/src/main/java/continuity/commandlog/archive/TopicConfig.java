package continuity.commandlog.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** How long commands stay in their topic. */
@ConfigMapping(prefix = "continuity.commands-topic")
interface TopicConfig {

    /** At least; longer if a reader has not got so far. */
    @WithDefault("P7D")
    Duration keep();

    /** The consumer groups that must have read a command before it leaves. */
    @WithDefault("command-log,resume")
    Set<String> readBy();

    /** How often it is trimmed, first five minutes after the start; {@code off} for never. */
    @WithDefault("24h")
    String trimEvery();
}
