package continuity.commandlog;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Keeps a partition ready for every id that may come: before the first consumer starts, and from day to day. */
@ApplicationScoped
public class Partitions {

    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final int BEFORE_CONSUMERS = 10;

    private final PartitionStore store;
    private final PartitionConfig config;

    Partitions(PartitionStore store, PartitionConfig config) {
        this.store = store;
        this.config = config;
    }

    void start(@Observes @Priority(BEFORE_CONSUMERS) StartupEvent event) {
        create();
    }

    @Scheduled(every = "24h", delayed = "24h")
    void create() {
        var created = store.create(config.weeksBack(), config.weeksAhead());
        LOG.infof("%d partitions created", created);
    }

    /** Whether history of that time still has its place; what is older was archived or never came. */
    public boolean reach(Instant time, Instant now) {
        return time.isAfter(now.minus(Duration.ofDays(7L * config.weeksBack())));
    }

    /** The smallest id of that time: bounds a search to the partitions that can hold it. */
    public static UUID firstIdAt(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0L);
    }
}
