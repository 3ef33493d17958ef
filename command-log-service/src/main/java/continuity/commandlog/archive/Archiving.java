package continuity.commandlog.archive;

import continuity.commandlog.archive.ArchiveRun.Leaving;
import continuity.commandlog.archive.ArchiveStore.StoredWeek;
import continuity.kit.disk.DiskSpace;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Lets old weeks leave: write, read back, drop. Killed anywhere and started again it does the same; a week that gained
 * a record after it was written is not dropped, and the next run adds what came.
 */
@ApplicationScoped
class Archiving {

    private static final Logger LOG = Logger.getLogger(Archiving.class);

    /** Partitions are kept ready for five weeks back: a week that is dropped before would be made again. */
    private static final Duration SHORTEST = Duration.ofDays(42);

    private final ArchiveStore store;
    private final ArchiveDirectory directory;
    private final ArchiveLock lock;
    private final DiskSpace disk;
    private final Duration after;

    Archiving(ArchiveStore store, ArchiveDirectory directory, ArchiveLock lock, DiskSpace disk, ArchiveConfig config) {
        if (config.after().compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "continuity.archive.after is " + config.after() + "; it must be 42 days or more, P42D");
        }
        this.store = store;
        this.directory = directory;
        this.lock = lock;
        this.disk = disk;
        this.after = config.after();
    }

    Duration after() {
        return after;
    }

    /** What {@link #run} would do, as the database stands. */
    ArchiveRun rehearse() {
        var weeks = store.leaving(after).stream()
                .map(stored -> Leaving.of(stored, store.rows(stored.week())))
                .toList();
        return new ArchiveRun(weeks, true);
    }

    /**
     * Archives every week that is old enough and drops it, and takes out of the archive what was purged since.
     *
     * @throws ArchiveRefused.Off if there is no archive
     * @throws ArchiveRefused.Busy if it is being worked on
     */
    ArchiveRun run() {
        try (var held = lock.take()) {
            directory.settle();
            var purged = store.purged();
            forget(purged);
            var weeks = new ArrayList<Leaving>();
            for (var stored : store.leaving(after)) {
                held.check();
                weeks.add(leave(stored, purged));
            }
            return new ArchiveRun(List.copyOf(weeks), false);
        }
    }

    /** One week that fails does not keep the others. */
    private Leaving leave(StoredWeek stored, Set<String> purged) {
        var week = stored.week();
        // Before the records are read: a week with these rows when it is dropped had them all along.
        var rows = store.rows(week);
        var leaving = Leaving.of(stored, rows);
        var shortage = disk.shortage();
        if (shortage.isPresent()) {
            return leaving.failed(shortage.get().detail());
        }
        try {
            var bytes = write(week, purged);
            var dropped = QuarkusTransaction.requiringNew().call(() -> store.drop(week, rows.fingerprint()));
            LOG.infof(
                    "%s archived, %d commands and %d events%s",
                    week, rows.commands(), rows.events(), dropped ? "" : "; not dropped, for its records have changed");
            return leaving.archived(bytes, dropped);
        } catch (ArchiveRefused.Damaged e) {
            LOG.errorf("%s stays in the database: %s", week, e.getMessage());
            return leaving.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s stays in the database", week);
            return leaving.failed("It failed; the log says why, and the next run tries again");
        }
    }

    /** @return size of the week's files */
    private long write(Week week, Set<String> purged) {
        var known = directory.manifest(week);
        var files = new ArrayList<ArchivedFile>();
        for (var table : AuditTable.values()) {
            for (var day : week.days()) {
                file(table, day, known.flatMap(manifest -> manifest.file(table, day)), purged)
                        .ifPresent(files::add);
            }
        }
        if (files.isEmpty() && known.isEmpty()) {
            return 0;
        }
        var manifest = WeekManifest.of(week, Instant.now(), purged.size(), files);
        directory.commit(manifest);
        return manifest.bytes();
    }

    /** Without records in the database, a day stays as the archive has it. */
    private Optional<ArchivedFile> file(
            AuditTable table, LocalDate day, Optional<ArchivedFile> known, Set<String> purged) {
        try (var records = store.records(table, day)) {
            var present = records.iterator();
            return present.hasNext() ? merge(table, day, known, present, purged) : known;
        }
    }

    /** What the archive had of a day and what the database has: a part may have been restored, or come late. */
    private Optional<ArchivedFile> merge(
            AuditTable table,
            LocalDate day,
            Optional<ArchivedFile> known,
            Iterator<ArchivedRecord> present,
            Set<String> purged) {
        known.ifPresent(directory::verify);
        try (var archived = known.map(directory::records).orElseGet(Stream::empty)) {
            return directory.write(table, day, new Merged(archived.iterator(), present, purged));
        }
    }

    /** Takes the records of instances that were purged after a file was written out of it. */
    private void forget(Set<String> purged) {
        for (var manifest : directory.manifests()) {
            if (manifest.purgedInstances() < purged.size()) {
                try {
                    forget(manifest, purged);
                } catch (ArchiveRefused.Damaged e) {
                    LOG.errorf("%s may hold records of purged instances: %s", manifest.week(), e.getMessage());
                }
            }
        }
    }

    private void forget(WeekManifest manifest, Set<String> purged) {
        var files = manifest.files().stream()
                .flatMap(file -> without(purged, file).stream())
                .toList();
        var week = new Week(manifest.firstDay());
        directory.commit(WeekManifest.of(week, Instant.now(), purged.size(), files));
    }

    private Optional<ArchivedFile> without(Set<String> purged, ArchivedFile file) {
        directory.verify(file);
        try (var records = directory.records(file)) {
            if (records.noneMatch(record -> purged.contains(record.instanceId()))) {
                return Optional.of(file);
            }
        }
        return merge(file.table(), file.day(), Optional.of(file), Collections.emptyIterator(), purged);
    }
}
