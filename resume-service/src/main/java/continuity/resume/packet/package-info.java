/**
 * The wording of a resume: what was going on, what to do next, how far to trust it, and what has changed since.
 *
 * <p>Templates over typed fields in our own voice. What an agent or a user once wrote appears only as
 * {@link continuity.resume.packet.StoredText}: shortened, stripped of what could mislead, and quoted as data. Pure: the
 * JDK, the contracts, and what the fold calls a shell.
 */
@NullMarked
package continuity.resume.packet;

import org.jspecify.annotations.NullMarked;
