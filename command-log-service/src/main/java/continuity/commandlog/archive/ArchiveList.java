package continuity.commandlog.archive;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What is in the archive, the oldest week first. */
@RegisterForReflection
record ArchiveList(List<ArchivedWeek> weeks) {

    /**
     * A week in the archive.
     *
     * @param week as in {@code 2026-W33}
     * @param bytes of all its files
     * @param inDatabase whether the database has that week, too: it is yet to leave, or was restored, in whole or in
     *     part
     */
    @RegisterForReflection
    record ArchivedWeek(
            String week,
            LocalDate firstDay,
            Instant writtenAt,
            long bytes,
            boolean inDatabase,
            List<ArchivedFile> files) {

        static ArchivedWeek of(WeekManifest manifest, boolean inDatabase) {
            return new ArchivedWeek(
                    manifest.week(),
                    manifest.firstDay(),
                    manifest.writtenAt(),
                    manifest.bytes(),
                    inDatabase,
                    manifest.files());
        }
    }
}
