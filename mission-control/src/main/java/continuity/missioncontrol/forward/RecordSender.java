package continuity.missioncontrol.forward;

import continuity.kit.problem.Unavailable;
import continuity.missioncontrol.delivery.Delivery;
import continuity.missioncontrol.delivery.Outgoing;

/** Sends one record to the service that owns it, once. */
interface RecordSender {

    /**
     * @throws Refused if the service does not want it
     * @throws Unavailable if it must be sent again
     */
    void send(Delivery hook, Outgoing record);
}
