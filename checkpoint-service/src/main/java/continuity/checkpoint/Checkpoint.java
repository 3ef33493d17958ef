package continuity.checkpoint;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The header of a stored checkpoint: everything but the state itself and the text worded from it.
 *
 * @param reason what called for it: {@code heartbeat}, {@code compaction}, {@code epic_completed}, {@code request}
 * @param sequenceNum 1, 2, 3 … within the instance
 * @param coveredEventSequence the newest event that the state contains, 0 for none
 * @param contextWindowPercent 0–100, null when unknown
 * @param schemaVersion of the work state
 * @param metadata {@code manual_note}, {@code requested_by}
 * @param sizeBytes of the work state in UTF-8
 * @param timestamp when it was called for
 * @param createdAt when it was stored
 */
@RegisterForReflection
record Checkpoint(
        UUID checkpointId,
        String instanceId,
        String project,
        CheckpointType checkpointType,
        String reason,
        long sequenceNum,
        long coveredEventSequence,
        @Nullable Integer contextWindowPercent,
        int schemaVersion,
        Map<String, Object> metadata,
        long sizeBytes,
        Instant timestamp,
        Instant createdAt) {

    /** A stored checkpoint with all that a reader needs to go on. */
    record Whole(Checkpoint header, String workState, String recoveryInstructions) {}

    /** A checkpoint that has no number yet: it gets one when it is stored. */
    record Draft(
            UUID checkpointId,
            String instanceId,
            String project,
            CheckpointType checkpointType,
            String reason,
            @Nullable Integer contextWindowPercent,
            FrozenState state,
            Map<String, Object> metadata,
            Instant timestamp) {}
}
