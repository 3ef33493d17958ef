/**
 * One URL for every client: passes {@code /api/v1/**} on to the service that owns it, with the caller's own token, and
 * decides nothing.
 */
@NullMarked
package continuity.missioncontrol.gateway;

import org.jspecify.annotations.NullMarked;
