package continuity.commandlog.event;

import continuity.commandlog.Normaliser;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to be appended; its place in the sequence is not known yet.
 *
 * @param eventType a name of the catalogue
 * @param occurredAt the client's own clock, for people only
 * @param timestamp when it happened or was reported, by our clock
 */
public record NewEvent(
        UUID eventId,
        String instanceId,
        String project,
        int generation,
        String eventType,
        Map<String, Object> eventData,
        Map<String, Object> metadata,
        @Nullable UUID parentEventId,
        @Nullable Instant occurredAt,
        Instant timestamp,
        Origin origin) {

    /** Who wants it, which decides what an append may do about it. */
    public enum Origin {
        /** Somebody outside: a parent that does not exist is refused. */
        CLIENT,
        /** We ourselves: a parent that does not exist (yet) leaves a root. */
        DERIVED,
        /** The registry's word that the instance exists: written only where the history is still empty. */
        REGISTRATION
    }

    public NewEvent {
        eventData = Normaliser.object(eventData);
        metadata = Normaliser.object(metadata);
    }
}
