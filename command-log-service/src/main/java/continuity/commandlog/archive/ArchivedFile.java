package continuity.commandlog.archive;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;

/**
 * The records of a day of one table.
 *
 * @param file where it is in the archive, for people and other programs; the service goes by table and day
 * @param bytes as compressed
 * @param sha256 of the file as compressed, in hex, as {@code sha256sum} prints it
 */
@RegisterForReflection
record ArchivedFile(
        AuditTable table,
        LocalDate day,
        String file,
        long rows,
        long bytes,
        String sha256,
        String firstId,
        String lastId) {}
