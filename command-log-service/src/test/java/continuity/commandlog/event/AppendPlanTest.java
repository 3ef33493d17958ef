package continuity.commandlog.event;

import static org.assertj.core.api.Assertions.assertThat;

import continuity.commandlog.event.NewEvent.Origin;
import continuity.contracts.EventAppended;
import continuity.contracts.Uuid7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AppendPlanTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String ODIN = "odin-MS-8f4a2b";
    private static final String THOR = "thor-PS-000001";

    @Test
    @Tag("R34")
    void theFirstContactBringsTheRegistrationAlong() {
        var event = event(ODIN, null, Origin.CLIENT);

        var plan = AppendPlan.of(List.of(event), Map.of(ODIN, 0L), List.of());

        assertThat(plan.rows())
                .extracting(EventAppended::eventType)
                .containsExactly("instance_registered", "user_message");
        assertThat(plan.rows().getFirst().eventData()).isEqualTo(Map.of("instance_type", "MS", "project", "odin"));
        assertThat(plan.outcomes()).containsExactly(new Appended.Stored(event.eventId(), 2, NOW));
        assertThat(plan.heads()).isEqualTo(Map.of(ODIN, 2L));
    }

    @Test
    void aRegistrationOpensAHistoryButNeverJoinsOne() {
        var registration = event(ODIN, null, Origin.REGISTRATION);

        var first = AppendPlan.of(List.of(registration), Map.of(ODIN, 0L), List.of());
        var later = AppendPlan.of(List.of(registration), Map.of(ODIN, 7L), List.of());

        assertThat(first.rows()).hasSize(1);
        assertThat(later.rows()).isEmpty();
        assertThat(later.outcomes()).containsExactly(new Appended.AlreadyBegun());
        assertThat(later.heads()).isEqualTo(Map.of(ODIN, 7L));
    }

    @Test
    @Tag("R32")
    void eachInstanceCountsForItself() {
        var wanted = List.of(
                event(ODIN, null, Origin.CLIENT), event(THOR, null, Origin.CLIENT), event(ODIN, null, Origin.CLIENT));

        var plan = AppendPlan.of(wanted, Map.of(ODIN, 4L, THOR, 9L), List.of());

        assertThat(plan.rows()).extracting(EventAppended::sequenceNum).containsExactly(5L, 10L, 6L);
        assertThat(plan.heads()).isEqualTo(Map.of(ODIN, 6L, THOR, 10L));
    }

    @Test
    @Tag("R33")
    void aRepeatedIdGetsTheStoredAnswerAndUsesNoNumber() {
        var event = event(ODIN, null, Origin.CLIENT);
        var stored = new AppendPlan.Known(event.eventId(), ODIN, 3, NOW.minusSeconds(9), event.eventId(), 0);

        var plan = AppendPlan.of(List.of(event, event(ODIN, null, Origin.CLIENT)), Map.of(ODIN, 3L), List.of(stored));

        assertThat(plan.outcomes().getFirst()).isEqualTo(new Appended.Stored(event.eventId(), 3, NOW.minusSeconds(9)));
        assertThat(plan.rows()).extracting(EventAppended::sequenceNum).containsExactly(4L);
    }

    @Test
    void anIdOfAnotherInstanceIsTaken() {
        var event = event(ODIN, null, Origin.CLIENT);
        var foreign = new AppendPlan.Known(event.eventId(), THOR, 3, NOW, event.eventId(), 0);

        var plan = AppendPlan.of(List.of(event), Map.of(ODIN, 3L), List.of(foreign));

        assertThat(plan.outcomes()).containsExactly(new Appended.IdTaken(event.eventId()));
        assertThat(plan.rows()).isEmpty();
    }

    @Test
    @Tag("R39")
    void childrenHangUnderTheirParentsRoot() {
        var root = new AppendPlan.Known(Uuid7.at(NOW), ODIN, 1, NOW, UUID.randomUUID(), 4);
        var child = event(ODIN, root.eventId(), Origin.CLIENT);
        var grandchild = event(ODIN, child.eventId(), Origin.CLIENT);

        var plan = AppendPlan.of(List.of(child, grandchild), Map.of(ODIN, 1L), List.of(root));

        assertThat(plan.rows()).extracting(EventAppended::depth).containsExactly(5, 6);
        assertThat(plan.rows()).extracting(EventAppended::rootEventId).containsOnly(root.rootEventId());
    }

    @Test
    @Tag("R39")
    void aClientsParentMustExistInTheSameInstance() {
        var foreign = new AppendPlan.Known(Uuid7.at(NOW), THOR, 1, NOW, UUID.randomUUID(), 0);
        var unknown = Uuid7.at(NOW);
        var wanted = List.of(event(ODIN, foreign.eventId(), Origin.CLIENT), event(ODIN, unknown, Origin.CLIENT));

        var plan = AppendPlan.of(wanted, Map.of(ODIN, 0L), List.of(foreign));

        assertThat(plan.outcomes())
                .containsExactly(new Appended.UnknownParent(foreign.eventId()), new Appended.UnknownParent(unknown));
        assertThat(plan.rows()).isEmpty();
    }

    @Test
    void aDerivedEventWhoseParentHasNotArrivedBecomesARoot() {
        var event = event(ODIN, Uuid7.at(NOW), Origin.DERIVED);

        var plan = AppendPlan.of(List.of(event), Map.of(ODIN, 1L), List.of());

        var row = plan.rows().getFirst();
        assertThat(row.parentEventId()).isNull();
        assertThat(row.rootEventId()).isEqualTo(event.eventId());
        assertThat(row.depth()).isZero();
    }

    private static NewEvent event(String instanceId, @Nullable UUID parent, Origin origin) {
        var project = instanceId.substring(0, 4);
        return new NewEvent(
                Uuid7.at(NOW),
                instanceId,
                project,
                1,
                origin == Origin.REGISTRATION ? "instance_registered" : "user_message",
                Map.of("text", "hello"),
                Map.of(),
                parent,
                null,
                NOW,
                origin);
    }
}
