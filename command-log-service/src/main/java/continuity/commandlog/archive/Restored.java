package continuity.commandlog.archive;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What came back.
 *
 * @param skipped records that were in the database already, or whose instance was purged
 * @param keptUntil the weeks of these days do not leave again before
 */
@RegisterForReflection
record Restored(
        LocalDate from, LocalDate to, long restoredCommands, long restoredEvents, long skipped, Instant keptUntil) {}
