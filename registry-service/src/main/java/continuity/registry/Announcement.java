package continuity.registry;

import continuity.contracts.InstanceChanged.Change;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;

/**
 * What an outbox entry says about a change, beside which row changed.
 *
 * @param facts of this very change: the row may say something later when this is published
 */
@RegisterForReflection
record Announcement(Change change, Instant changedAt, long revision, Map<String, Object> facts) {}
