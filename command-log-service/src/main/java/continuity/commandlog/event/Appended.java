package continuity.commandlog.event;

import java.time.Instant;
import java.util.UUID;

/** What became of one event of an append. */
public sealed interface Appended {

    /** It is in the store, now or since an earlier time. */
    record Stored(UUID eventId, long sequenceNum, Instant timestamp) implements Appended {}

    /** Its id belongs to another instance. */
    record IdTaken(UUID eventId) implements Appended {}

    /** Its parent is not in the history of its instance. */
    record UnknownParent(UUID parentEventId) implements Appended {}

    /** Its instance was purged. */
    record InstanceGone(String instanceId) implements Appended {}

    /** A registration of an instance whose history has begun already. */
    record AlreadyBegun() implements Appended {}
}
