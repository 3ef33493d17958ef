/**
 * What passes between the edge and the services: a {@link continuity.missioncontrol.delivery.Delivery} is one hook as
 * it was received, an {@link continuity.missioncontrol.delivery.Outgoing} one thing to tell a service about it.
 */
@NullMarked
package continuity.missioncontrol.delivery;

import org.jspecify.annotations.NullMarked;
