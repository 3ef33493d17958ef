package continuity.commandlog.event;

import continuity.commandlog.Refused;
import java.util.UUID;

/** Ids of events in paths and parameters. */
final class EventIds {

    private EventIds() {}

    /** @throws Refused.EventNotFound if it is no id, and so no event's */
    static UUID of(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refused.EventNotFound(text);
        }
    }
}
