package continuity.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A work state was frozen. Topic {@link Topics#CHECKPOINTS}, key instance id, producer checkpoint-service, 30 days.
 *
 * @param checkpointType {@code context_window}, {@code epic_completion} or {@code manual}
 * @param reason what called for it: {@code heartbeat}, {@code compaction}, {@code epic_completed}, {@code request}
 * @param sequenceNum 1, 2, 3 … within the instance
 * @param coveredEventSequence the newest event that the state contains, 0 for none
 * @param contextWindowPercent 0–100, null when unknown
 * @param workState the frozen {@link WorkState} document
 */
public record CheckpointCreated(
        UUID checkpointId,
        String instanceId,
        String project,
        String checkpointType,
        String reason,
        long sequenceNum,
        long coveredEventSequence,
        @Nullable Integer contextWindowPercent,
        Map<String, Object> workState,
        long sizeBytes,
        Instant createdAt) {}
