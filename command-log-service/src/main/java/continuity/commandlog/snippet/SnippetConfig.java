package continuity.commandlog.snippet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long snippets are kept. */
@ConfigMapping(prefix = "continuity.snippets")
public interface SnippetConfig {

    /** Age from which a snippet leaves, at least a day. The event that tells of it stays as long as events do. */
    @WithDefault("P30D")
    Duration retention();

    /** How often the cleanup runs, first a minute after the start; {@code off} for never. */
    @WithDefault("24h")
    String cleanupEvery();
}
