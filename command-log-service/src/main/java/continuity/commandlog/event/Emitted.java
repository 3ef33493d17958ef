package continuity.commandlog.event;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** The answer to an emitted event. */
@RegisterForReflection
public record Emitted(UUID eventId, long sequenceNum, Instant timestamp) {}
