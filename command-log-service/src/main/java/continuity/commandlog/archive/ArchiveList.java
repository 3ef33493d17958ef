package continuity.commandlog.archive;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in the archive, the oldest week first. */
@RegisterForReflection
record ArchiveList(List<ArchivedWeek> weeks) {

    static ArchiveList of(ArchiveDirectory.Contents contents, Set<Week> inDatabase) {
        var readable = contents.manifests().entrySet().stream()
                .map(week -> ArchivedWeek.of(week.getValue(), inDatabase.contains(week.getKey())));
        var damaged = contents.damaged().entrySet().stream()
                .map(week -> ArchivedWeek.damaged(week.getKey(), week.getValue(), inDatabase.contains(week.getKey())));
        return new ArchiveList(Stream.concat(readable, damaged)
                .sorted(Comparator.comparing(ArchivedWeek::firstDay))
                .toList());
    }

    /**
     * A week in the archive.
     *
     * @param week as in {@code 2026-W33}
     * @param bytes of all its files
     * @param inDatabase whether the database has that week, too: it is yet to leave, or was restored, in whole or in
     *     part
     * @param problem why no more is known of it, if its manifest cannot be read
     */
    @RegisterForReflection
    record ArchivedWeek(
            String week,
            LocalDate firstDay,
            @Nullable Instant writtenAt,
            long bytes,
            boolean inDatabase,
            List<ArchivedFile> files,
            @Nullable String problem) {

        static ArchivedWeek of(WeekManifest manifest, boolean inDatabase) {
            return new ArchivedWeek(
                    manifest.week(),
                    manifest.firstDay(),
                    manifest.writtenAt(),
                    manifest.bytes(),
                    inDatabase,
                    manifest.files(),
                    null);
        }

        static ArchivedWeek damaged(Week week, ArchiveRefused.Damaged how, boolean inDatabase) {
            return new ArchivedWeek(week.toString(), week.firstDay(), null, 0, inDatabase, List.of(), how.getMessage());
        }
    }
}
