package continuity.commandlog.archive;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the archive has of a week. Files count by standing in here, so this is written last.
 *
 * @param format {@link #FORMAT}; a release reads its own and older ones
 * @param week as in {@code 2026-W33}
 * @param purgedInstances how many instances had been purged when the files were written, which have none of these
 * @param files none for a day without records
 */
@RegisterForReflection
record WeekManifest(
        int format,
        String week,
        LocalDate firstDay,
        Instant writtenAt,
        long purgedInstances,
        List<ArchivedFile> files) {

    static final int FORMAT = 1;

    static WeekManifest of(Week week, Instant writtenAt, long purgedInstances, List<ArchivedFile> files) {
        return new WeekManifest(FORMAT, week.toString(), week.firstDay(), writtenAt, purgedInstances, files);
    }

    Optional<ArchivedFile> file(AuditTable table, LocalDate day) {
        return files.stream()
                .filter(file -> file.table() == table && file.day().equals(day))
                .findFirst();
    }

    /** Whether it tells of that week and no other. */
    boolean isOf(Week asked) {
        return asked.firstDay().equals(firstDay)
                && asked.toString().equals(week)
                && files != null
                && files.stream().allMatch(file -> asked.days().contains(file.day()) && file.table() != null);
    }

    long bytes() {
        return files.stream().mapToLong(ArchivedFile::bytes).sum();
    }
}
