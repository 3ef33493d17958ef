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
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        var damaged = directory.contents().damaged();
        var weeks = new ArrayList<Leaving>();
        for (var stored : store.leaving(after)) {
            var counted = Leaving.of(stored.week(), stored.tableBytes()).counted(store.rows(stored.week()));
            var how = damaged.get(stored.week());
            weeks.add(how == null ? counted : counted.failed(String.valueOf(how.getMessage())));
        }
        LOG.infof("a dry run found %d weeks that would leave: %s", (Object) weeks.size(), weeks);
        return new ArchiveRun(withDamaged(weeks, damaged), true);
    }

    /** With those weeks of the archive that are damaged and not among them already. */
    private static List<Leaving> withDamaged(List<Leaving> weeks, Map<Week, ArchiveRefused.Damaged> damaged) {
        var known = weeks.stream().map(Leaving::week).collect(Collectors.toUnmodifiableSet());
        var others = damaged.entrySet().stream()
                .filter(week -> !known.contains(week.getKey().toString()))
                .map(week -> Leaving.of(week.getKey(), 0)
                        .failed(String.valueOf(week.getValue().getMessage())));
        return Stream.concat(weeks.stream(), others)
                .sorted(Comparator.comparing(Leaving::firstDay))
                .toList();
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
            var contents = directory.contents();
            contents.damaged().forEach((week, how) -> LOG.errorf("%s is left out: %s", week, how.getMessage()));
            forget(contents.manifests().values(), purged);
            var weeks = new ArrayList<Leaving>();
            for (var stored : store.leaving(after)) {
                held.check();
                weeks.add(leave(stored, purged, held));
            }
            return new ArchiveRun(withDamaged(weeks, contents.damaged()), false);
        }
    }

    /** One week that fails does not keep the others. */
    private Leaving leave(StoredWeek stored, Set<String> purged, ArchiveLock.Held held) {
        var week = stored.week();
        var leaving = Leaving.of(week, stored.tableBytes());
        try {
            // Before the records are read: a week with these rows when it is dropped had them all along.
            var rows = store.rows(week);
            leaving = leaving.counted(rows);
            var shortage = disk.shortage();
            if (shortage.isPresent()) {
                return leaving.failed(shortage.get().detail());
            }
            var bytes = write(week, purged);
            held.check(); // to write may have taken long enough to lose it
            var dropped = QuarkusTransaction.requiringNew().call(() -> store.drop(week, rows.fingerprint()));
            LOG.infof(
                    "%s archived, %d commands and %d events%s",
                    week, rows.commands(), rows.events(), dropped ? "" : "; not dropped, for its records have changed");
            return leaving.archived(bytes, dropped);
        } catch (ArchiveRefused e) {
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
        directory.requireFiles(manifest);
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
    private void forget(Collection<WeekManifest> manifests, Set<String> purged) {
        for (var manifest : manifests) {
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
