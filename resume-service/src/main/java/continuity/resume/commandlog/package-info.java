/** What this service asks the command log, with its own token. */
@NullMarked
package continuity.resume.commandlog;

import org.jspecify.annotations.NullMarked;
