package continuity.resume.rebuild;

import continuity.resume.fold.Evidence;
import continuity.resume.packet.Confidence.Deduction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a rebuild.
 *
 * @param checkpointId the checkpoint that it begins with; null when it rests on records alone
 * @param records that were read
 * @param recordsLeftOut that could not be read
 * @param checkpointsSkipped newer ones that could not be read
 * @param complete whether everybody answered, and was heard to the end; else it is to be done again
 */
public record Rebuilt(
        Evidence evidence,
        @Nullable String checkpointId,
        int records,
        int recordsLeftOut,
        int checkpointsSkipped,
        boolean complete) {

    /** What it costs in confidence that a state is not the one that was written while the work went on. */
    public static final int POINTS = 5;

    private static final int POINTS_FOR_CHECKPOINT = 10;
    private static final int POINTS_FOR_SILENCE = 10;

    /** Whether there was nothing to make a state of. */
    public boolean isEmpty() {
        return records == 0 && checkpointId == null;
    }

    /** @param why as in {@code the stored state was unreadable} */
    public List<Deduction> repairs(String why) {
        var repairs = new ArrayList<Deduction>();
        repairs.add(new Deduction(POINTS, why + (isEmpty() ? " and nothing is left to rebuild it from" : rebuilt())));
        if (recordsLeftOut > 0) {
            repairs.add(new Deduction(
                    POINTS, "%d record%s could not be read".formatted(recordsLeftOut, recordsLeftOut == 1 ? "" : "s")));
        }
        if (checkpointsSkipped > 0) {
            repairs.add(new Deduction(
                    POINTS_FOR_CHECKPOINT,
                    checkpointsSkipped == 1
                            ? "corrupt checkpoint skipped"
                            : checkpointsSkipped + " corrupt checkpoints skipped"));
        }
        if (!complete) {
            repairs.add(new Deduction(
                    POINTS_FOR_SILENCE, "not checked: what the command log or the checkpoint-service still keep"));
        }
        return repairs;
    }

    private String rebuilt() {
        var from = checkpointId == null ? "" : "checkpoint " + checkpointId + " and ";
        return " and was rebuilt from %s%d record%s".formatted(from, records, records == 1 ? "" : "s");
    }
}
