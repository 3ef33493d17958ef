package continuity.commandlog.derive;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that follows from a command.
 *
 * @param eventId always the same for the same command and rule, with the time bits of the command's id
 * @param eventType a name of the catalogue
 * @param parentEventId what caused it, as far as the command tells
 */
public record DerivedEvent(
        UUID eventId,
        String eventType,
        Map<String, Object> eventData,
        @Nullable UUID parentEventId) {}
