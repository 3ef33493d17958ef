package continuity.commandlog;

import java.util.UUID;

/** What the audit trail refuses, beside invalid fields and unknown instances; see {@link Refusals} for the answers. */
public abstract sealed class Refused extends RuntimeException {

    private Refused(String message) {
        super(message);
    }

    /** More than we take at once. */
    public static final class TooLarge extends Refused {
        /** @param limit in bytes */
        public TooLarge(String what, int limit) {
            super(what + " is larger than " + limit + " bytes");
        }
    }

    /** An id whose partition is closed or not yet open. */
    public static final class IdOutOfReach extends Refused {
        public IdOutOfReach(UUID id) {
            super("The id " + id + " must be a UUIDv7 whose time lies at most 8 days back and 5 minutes ahead");
        }
    }

    /** The same id under another instance. */
    public static final class IdTaken extends Refused {
        public IdTaken(UUID id) {
            super("The id " + id + " belongs to a record of another instance; choose another one");
        }
    }

    /** An event that is not there, or not for the caller to see. */
    public static final class EventNotFound extends Refused {
        public EventNotFound(String id) {
            super("No event has the id " + id);
        }
    }

    /** A kind of event that the catalogue does not know. */
    public static final class UnknownEventType extends Refused {
        public UnknownEventType(String type) {
            super("Invalid event type: " + type);
        }
    }

    /** A kind of event that nobody but the system writes. */
    public static final class SystemEventType extends Refused {
        public SystemEventType(String type) {
            super("Invalid event type: " + type + " is a system event, and those are written by the system");
        }
    }
}
