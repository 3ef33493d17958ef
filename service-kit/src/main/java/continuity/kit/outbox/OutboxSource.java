package continuity.kit.outbox;

import continuity.kit.kafka.OutgoingMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a service with an outbox provides: the message for an entry, loaded when it is about to be sent. */
public interface OutboxSource {

    /** The one topic whose entries are its own; empty for all that no other source of this service names. */
    default Optional<String> topic() {
        return Optional.empty();
    }

    /** Empty when the row is gone for good; the entry is then parked with an alarm. */
    Optional<OutgoingMessage> load(OutboxEntry entry);

    /** Of entries that are about to be sent, the messages that can be had with one question; the others are loaded. */
    default Map<OutboxEntry, OutgoingMessage> loadTogether(List<OutboxEntry> entries) {
        return Map.of();
    }
}
