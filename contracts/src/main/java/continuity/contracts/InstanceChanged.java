package continuity.contracts;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A registry row changed. Topic {@link Topics#INSTANCES}, key instance id, producer registry-service, compacted.
 *
 * @param instance the row after the change, or a later state of it: consumers keep the highest revision
 * @param revision raised under the row's lock with each change, from 1
 * @param change what happened
 * @param changedAt when it happened, server time
 * @param detail facts of the change itself, since the row may be later: {@code generation} always, {@code reason},
 *     {@code context_percent}, {@code age_seconds}, {@code checkpoint_id} where they belong
 */
public record InstanceChanged(
        Instance instance, long revision, Change change, Instant changedAt, Map<String, Object> detail) {

    /** What happened to a row. */
    public enum Change {
        REGISTERED,
        REOPENED,
        UPDATED,
        STALE,
        REVIVED,
        SUPERSEDED,
        /** This instance became the successor of {@link Instance#resumedFrom()}. */
        RESUMED,
        CLOSED,
        /**
         * The instance is removed from every service; the last message of its key. Only id, project, type and times are
         * left of {@link InstanceChanged#instance()}.
         */
        PURGED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
