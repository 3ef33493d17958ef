package continuity.checkpoint;

import continuity.contracts.EventAppended;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.Uuid7;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Decides whether a message calls for a checkpoint.
 *
 * <p>One per crossing: a context window that reaches {@value #CROSSING} % calls once, and again only after it fell
 * below {@value #REARM_BELOW} %. Whatever repeats a message repeats its trigger's id.
 */
final class CheckpointPolicy {

    /** Percent of the context window from which on a checkpoint is due. */
    static final int CROSSING = 80;

    /** Percent of the context window below which the next crossing counts again. */
    static final int REARM_BELOW = 70;

    private static final String EPIC_COMPLETED = "epic_completed";

    private CheckpointPolicy() {}

    /** @param next what to remember; equal to what was remembered before when the heartbeat decided nothing */
    record Decision(Armed next, Optional<Trigger> trigger) {}

    static Decision on(HeartbeatAccepted beat, Armed before) {
        var percent = beat.contextPercent();
        var at = beat.at().truncatedTo(ChronoUnit.MICROS);
        if (percent == null || !at.isAfter(before.since())) {
            return new Decision(before, Optional.empty());
        }
        if (before.armed() && percent >= CROSSING) {
            return new Decision(new Armed(false, at), Optional.of(crossing(beat, percent)));
        }
        if (!before.armed() && percent < REARM_BELOW) {
            return new Decision(new Armed(true, at), Optional.empty());
        }
        return new Decision(before, Optional.empty());
    }

    static Optional<Trigger> on(EventAppended event) {
        if (!event.eventType().equals(EPIC_COMPLETED)) {
            return Optional.empty();
        }
        return Optional.of(new Trigger(
                Uuid7.derive(event.eventId(), "checkpoint"),
                event.instanceId(),
                event.project(),
                CheckpointType.EPIC_COMPLETION,
                EPIC_COMPLETED,
                null,
                event.sequenceNum(),
                event.timestamp()));
    }

    private static Trigger crossing(HeartbeatAccepted beat, int percent) {
        return new Trigger(
                Uuid7.derive(beat.at(), "crossing " + beat.instanceId() + " " + beat.at()),
                beat.instanceId(),
                beat.project(),
                CheckpointType.CONTEXT_WINDOW,
                "heartbeat",
                percent,
                0,
                beat.at());
    }
}
