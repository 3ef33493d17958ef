package continuity.commandlog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which weeks of the audit tables have a partition. */
@ConfigMapping(prefix = "continuity.partitions")
interface PartitionConfig {

    /**
     * Weeks before this one. Must cover the oldest id that a client may choose (8 days) and the longest time that
     * accepted commands may wait in Kafka for a database that is away.
     */
    @WithDefault("5")
    int weeksBack();

    /** Weeks after this one: how long the service runs on if making partitions fails. */
    @WithDefault("4")
    int weeksAhead();
}
