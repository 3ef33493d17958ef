package continuity.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.contracts.EventAppended;
import continuity.contracts.HeartbeatAccepted;
import continuity.contracts.Uuid7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CheckpointPolicyTest {

    private static final String ID = "odin-PS-8f4a2b";
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    @Tag("R43")
    void oneCrossingCallsOnce() {
        assertThat(triggers(beats(79, 80, 85, 90))).extracting(Trigger::percent).containsExactly(80);
    }

    @Test
    @Tag("R43")
    void callsAgainOnlyAfterThePercentageFellBelowSeventy() {
        assertThat(triggers(beats(80, 75, 82, 70, 99))).hasSize(1);
        assertThat(triggers(beats(80, 69, 80))).hasSize(2);
    }

    @Test
    @Tag("R100")
    void anUnknownPercentageCallsForNothingAndChangesNothing() {
        assertThat(triggers(beats(80, null, 82))).hasSize(1);
        assertThat(triggers(beats(null, null))).isEmpty();
    }

    @Test
    void anInstanceThatIsFirstSeenAboveTheThresholdHasCrossedIt() {
        assertThat(triggers(beats(95))).hasSize(1);
    }

    @Test
    void aHeartbeatThatComesAgainCallsForTheSameCheckpoint() {
        var beat = beats(80).getFirst();

        assertThat(CheckpointPolicy.on(beat, Armed.INITIALLY)).isEqualTo(CheckpointPolicy.on(beat, Armed.INITIALLY));
    }

    @Test
    void heartbeatsFromBeforeTheLastDecisionCountNoMore() {
        var beats = beats(80, 82, 60);
        var replayed = new ArrayList<>(beats);
        replayed.addAll(beats.subList(1, 3));

        assertThat(triggers(replayed)).hasSize(1);
    }

    @Test
    @Tag("R43")
    void aCompletedEpicCallsForACheckpointThatContainsTheCompletion() {
        var trigger = CheckpointPolicy.on(event("epic_completed")).orElseThrow();

        assertThat(trigger.type()).isEqualTo(CheckpointType.EPIC_COMPLETION);
        assertThat(trigger.awaitsSequence()).isEqualTo(41);
        assertThat(CheckpointPolicy.on(event("epic_completed"))).contains(trigger);
    }

    @Test
    void otherEventsCallForNothing() {
        assertThat(CheckpointPolicy.on(event("epic_started"))).isEqualTo(Optional.empty());
        assertThat(CheckpointPolicy.on(event("checkpoint_created"))).isEqualTo(Optional.empty());
    }

    private static List<Trigger> triggers(List<HeartbeatAccepted> beats) {
        var armed = Armed.INITIALLY;
        var triggers = new ArrayList<Trigger>();
        for (var beat : beats) {
            var decision = CheckpointPolicy.on(beat, armed);
            armed = decision.next();
            decision.trigger().ifPresent(triggers::add);
        }
        return triggers;
    }

    private static List<HeartbeatAccepted> beats(@Nullable Integer... percents) {
        var beats = new ArrayList<HeartbeatAccepted>();
        for (var percent : percents) {
            var at = START.plusSeconds(15L * beats.size());
            beats.add(new HeartbeatAccepted(ID, "odin", 1, at, percent, "statusline", null));
        }
        return beats;
    }

    private static EventAppended event(String type) {
        var id = Uuid7.derive(START, "event");
        return new EventAppended(
                id, ID, "odin", 1, type, 41, Map.of("epic_id", "003"), Map.of(), null, id, 0, null, START);
    }

    @Test
    void anotherEventIsAnotherCall() {
        var first = CheckpointPolicy.on(event("epic_completed")).orElseThrow();
        var second = new EventAppended(
                new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0001L),
                ID,
                "odin",
                1,
                "epic_completed",
                42,
                Map.of(),
                Map.of(),
                null,
                first.triggerId(),
                0,
                null,
                START);

        assertThat(CheckpointPolicy.on(second).orElseThrow().triggerId()).isNotEqualTo(first.triggerId());
    }
}
