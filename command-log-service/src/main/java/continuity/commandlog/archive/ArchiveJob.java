package continuity.commandlog.archive;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Archives from day to day, where there is an archive. */
@ApplicationScoped
class ArchiveJob {

    private static final Logger LOG = Logger.getLogger(ArchiveJob.class);

    private final Archiving archiving;
    private final ArchiveDirectory directory;
    private volatile boolean toldOff;

    ArchiveJob(Archiving archiving, ArchiveDirectory directory) {
        this.archiving = archiving;
        this.directory = directory;
    }

    void start(@Observes StartupEvent event) {
        if (directory.isConfigured()) {
            LOG.infof(
                    "a week leaves for the archive when its last day is %d days old",
                    archiving.after().toDays());
        } else {
            LOG.info("commands and events stay in the database for ever: continuity.archive.directory is not set");
        }
    }

    @Scheduled(
            identity = "archive",
            every = "${continuity.archive.every}",
            delayed = "10m",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        if (!directory.isConfigured()) {
            return;
        }
        try {
            archiving.run();
            toldOff = false;
        } catch (ArchiveRefused.Off e) {
            if (!toldOff) {
                LOG.errorf("commands and events stay in the database: %s", e.getMessage());
            }
            toldOff = true;
        } catch (ArchiveRefused e) {
            LOG.warnf("nothing was archived: %s", e.getMessage());
        }
    }
}
