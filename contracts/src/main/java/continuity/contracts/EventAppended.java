package continuity.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event store grew by one. Topic {@link Topics#EVENTS}, key instance id, producer command-log-service, seven days.
 *
 * @param eventId UUIDv7; the same id twice is one record
 * @param eventType a name of the {@link EventCatalogue}
 * @param sequenceNum 1, 2, 3 … within the instance, without gap
 * @param parentEventId what caused it, in the same instance
 * @param rootEventId where that chain of causes begins; its own id without a parent
 * @param depth number of causes above it, 0 for a root
 * @param occurredAt the client's own clock, for people only
 * @param timestamp server time
 */
public record EventAppended(
        UUID eventId,
        String instanceId,
        String project,
        int generation,
        String eventType,
        long sequenceNum,
        Map<String, Object> eventData,
        Map<String, Object> metadata,
        @Nullable UUID parentEventId,
        UUID rootEventId,
        int depth,
        @Nullable Instant occurredAt,
        Instant timestamp) {}
