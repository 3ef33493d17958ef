package continuity.commandlog.archive;

import continuity.commandlog.archive.ArchiveStore.WeekRows;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the weeks that are old enough, or what would. Also weeks of the archive whose manifest is damaged.
 *
 * @param weeks the oldest first
 */
@RegisterForReflection
record ArchiveRun(List<Leaving> weeks, boolean dryRun) {

    /**
     * A week that leaves.
     *
     * @param week as in {@code 2026-W33}
     * @param commands rows in the database
     * @param events rows in the database
     * @param tableBytes what it took there
     * @param bytes size of its files, 0 where nothing was written
     * @param dropped whether it has left the database
     * @param problem why not, if that was to be
     */
    @RegisterForReflection
    record Leaving(
            String week,
            LocalDate firstDay,
            long commands,
            long events,
            long tableBytes,
            long bytes,
            boolean dropped,
            @Nullable String problem) {

        static Leaving of(Week week, long tableBytes) {
            return new Leaving(week.toString(), week.firstDay(), 0, 0, tableBytes, 0, false, null);
        }

        Leaving counted(WeekRows rows) {
            return new Leaving(week, firstDay, rows.commands(), rows.events(), tableBytes, bytes, dropped, problem);
        }

        Leaving archived(long inBytes, boolean gone) {
            var late = gone ? null : "Records came or went meanwhile; the next run takes them along";
            return new Leaving(week, firstDay, commands, events, tableBytes, inBytes, gone, late);
        }

        Leaving failed(String why) {
            return new Leaving(week, firstDay, commands, events, tableBytes, bytes, false, why);
        }
    }
}
