package continuity.registry;

import continuity.contracts.InstanceChanged.Change;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;

/**
 * What an outbox entry says about a change, beside which row changed.
 *
 * @param facts what the row does not keep
 */
@RegisterForReflection
record Announcement(Change change, Instant changedAt, long revision, Map<String, Object> facts) {}
