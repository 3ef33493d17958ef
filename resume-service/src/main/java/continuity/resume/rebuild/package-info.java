/**
 * Making a state again that is missing or cannot be read: of the newest checkpoint that can be read and of the events
 * and commands after it, else of all of them. Asked with the service's own token, for the caller's rights have been
 * looked at before; what does not answer, or cannot be read, makes the state poorer and is said, and nothing more.
 */
@NullMarked
package continuity.resume.rebuild;

import org.jspecify.annotations.NullMarked;
