package continuity.commandlog.archive;

import java.util.Locale;

/** The two tables whose weeks leave. */
enum AuditTable {
    COMMANDS,
    EVENTS;

    /** Its directory in the archive, and its name in the API. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
