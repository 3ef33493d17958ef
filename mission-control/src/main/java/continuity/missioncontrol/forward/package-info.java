/**
 * Brings what was received to the services that own it: in the order of receipt within a session, as often as it takes,
 * on behalf of the caller whose request is long over. The same path in good and bad days: every hook goes through the
 * journal.
 */
@NullMarked
package continuity.missioncontrol.forward;

import org.jspecify.annotations.NullMarked;
