/**
 * What leaves and what comes back. A week of commands and events that is old enough is written to files, a day of a
 * table each, read back, and only then dropped from the database; on request its days are restored. A file only grows:
 * it is written anew as what it had and what the database has, so that no order of runs, restores and crashes loses a
 * record. Also here: the topic of commands is trimmed of what all its readers are done with.
 */
@NullMarked
package continuity.commandlog.archive;

import org.jspecify.annotations.NullMarked;
