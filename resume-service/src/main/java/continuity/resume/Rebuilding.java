package continuity.resume;

import continuity.resume.rebuild.Rebuilt;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of making a context again.
 *
 * @param wasMissing whether nothing was stored before
 * @param records that were read for it
 * @param recordsLeftOut that could not be read
 * @param checkpointId the checkpoint that took part; null without one
 * @param checkpointsSkipped newer ones that could not be read
 * @param complete false where the command log or the checkpoint-service did not answer: do it again
 * @param lastEventSequence the newest event that it contains now
 */
@RegisterForReflection
record Rebuilding(
        String instanceId,
        boolean wasMissing,
        int records,
        int recordsLeftOut,
        @Nullable String checkpointId,
        int checkpointsSkipped,
        boolean complete,
        long lastEventSequence) {

    static Rebuilding of(Context context, boolean wasMissing, Rebuilt rebuilt) {
        return new Rebuilding(
                context.instanceId(),
                wasMissing,
                rebuilt.records(),
                rebuilt.recordsLeftOut(),
                rebuilt.checkpointId(),
                rebuilt.checkpointsSkipped(),
                rebuilt.complete(),
                context.evidence().session().events().last());
    }
}
