package continuity.commandlog;

import continuity.kit.sql.DatabaseFailure;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Keeps a partition ready for every id that may come: before the first consumer starts, and from day to day. */
@ApplicationScoped
public class Partitions {

    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final int BEFORE_CONSUMERS = 10;
    private static final String CHECK_VIOLATION = "23514";

    /** As the function in the database allows. */
    private static final int MAX_WEEKS_BACK = 53;

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

    /** Whether a row may have found no partition; PostgreSQL says the same of a row that breaks a rule of its table. */
    public static boolean mayBeMissing(DatabaseFailure failure) {
        return failure.getCause() instanceof SQLException cause && CHECK_VIOLATION.equals(cause.getSQLState());
    }

    /**
     * Makes what is missing from the week of that time on.
     *
     * @return false if that lies further back than partitions are made, or ahead
     */
    public boolean cover(Instant time) {
        var weeksBack = ChronoUnit.WEEKS.between(monday(time), monday(Instant.now()));
        if (weeksBack < 0 || weeksBack > MAX_WEEKS_BACK) {
            return false;
        }
        var created = store.create((int) weeksBack, config.weeksAhead());
        LOG.infof("%d partitions created, up to %d weeks back", (Object) created, weeksBack);
        return true;
    }

    private static LocalDate monday(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
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
