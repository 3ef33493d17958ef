package continuity.missioncontrol.forward;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The instance that a client session is.
 *
 * @param generation null when the registry did not say
 * @param registeredBy the delivery that registered it, null when we found it registered
 * @param since time of the hook that told us; an older one tells us nothing new
 */
public record RecordedSession(
        String instanceId,
        @Nullable Integer generation,
        String project,
        @Nullable String machine,
        @Nullable UUID registeredBy,
        Instant since) {}
