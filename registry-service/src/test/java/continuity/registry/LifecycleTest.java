package continuity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import continuity.registry.Claim.Resumption;
import continuity.registry.InstanceRefused.AlreadyClaimed;
import continuity.registry.InstanceRefused.Closed;
import continuity.registry.InstanceRefused.GenerationPassed;
import continuity.registry.InstanceRefused.Superseded;
import continuity.registry.Lifecycle.Succession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {

    private static final String SUCCESSOR = "odin-PS-111111";

    @Test
    void anOpenInstanceTakesHeartbeatsOfItsOwnRunAndOfSendersThatKnowNoRun() {
        assertThatCode(() -> Lifecycle.requireAlive(Instances.active(2), 2)).doesNotThrowAnyException();
        assertThatCode(() -> Lifecycle.requireAlive(Instances.active(2), null)).doesNotThrowAnyException();
    }

    @Test
    @Tag("R98")
    void anOlderRunNeitherRevivesNorCloses() {
        assertThatThrownBy(() -> Lifecycle.requireAlive(Instances.active(2), 1)).isInstanceOf(GenerationPassed.class);
        assertThatThrownBy(() -> Lifecycle.isToBeClosed(Instances.active(2), 1)).isInstanceOf(GenerationPassed.class);
    }

    @Test
    @Tag("R13")
    void aClosedInstanceTakesNoHeartbeat() {
        assertThatThrownBy(() -> Lifecycle.requireAlive(Instances.closed(1), null))
                .isInstanceOf(Closed.class);
    }

    @Test
    @Tag("R16")
    void aSupersededInstanceIsToldByWhom() {
        assertThatThrownBy(() -> Lifecycle.requireAlive(Instances.supersededBy(SUCCESSOR), null))
                .isInstanceOfSatisfying(
                        Superseded.class, e -> assertThat(e.successor()).isEqualTo(SUCCESSOR));
    }

    @Test
    @Tag("R19")
    void whatIsClosedNeedsNoClosing() {
        assertThat(Lifecycle.isToBeClosed(Instances.closed(2), 1)).isFalse();
        assertThat(Lifecycle.isToBeClosed(Instances.active(1), null)).isTrue();
    }

    @Test
    @Tag("R53")
    void whoeverSawTheCurrentRunMayContinueIt() {
        assertThat(Lifecycle.succession(Instances.active(2), null, claim(2, null), null))
                .isEqualTo(new Succession.Granted());
    }

    @Test
    @Tag("R98")
    void whoeverSawAnOlderRunMayNotContinueIt() {
        assertThatThrownBy(() -> Lifecycle.succession(Instances.active(2), null, claim(1, null), null))
                .isInstanceOf(GenerationPassed.class);
    }

    @Test
    @Tag("R53")
    void theWinnerMayAskAgain() {
        var superseded = Instances.supersededBy(SUCCESSOR);
        var bySession = Lifecycle.succession(superseded, "odin3", claim(1, null), SUCCESSOR);
        var byName = Lifecycle.succession(superseded, "laptop", claimNaming(SUCCESSOR), SUCCESSOR);
        var byNameAfterKey = Lifecycle.succession(superseded, "laptop\nk1", claimNaming(SUCCESSOR), SUCCESSOR);
        var byKey = Lifecycle.succession(superseded, "laptop\nk1", claim(1, "k1"), null);

        assertThat(List.of(bySession, byName, byNameAfterKey, byKey)).containsOnly(new Succession.Repeated(SUCCESSOR));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"odin3", "odin3\nk1", "laptop2", "laptop 2\nk1"})
    @Tag("R53")
    void namingTheWinnerIsNoRepeatForAnybodyElse(@Nullable String claimedBy) {
        assertThatThrownBy(() -> Lifecycle.succession(
                        Instances.supersededBy(SUCCESSOR), claimedBy, claimNaming(SUCCESSOR), SUCCESSOR))
                .isInstanceOf(AlreadyClaimed.class);
    }

    @Test
    @Tag("R53")
    void everybodyElseIsToldTheWinner() {
        assertThatThrownBy(() -> Lifecycle.succession(
                        Instances.supersededBy(SUCCESSOR), "laptop\nk1", claim(1, "k2"), "odin-PS-222222"))
                .isInstanceOfSatisfying(
                        AlreadyClaimed.class, e -> assertThat(e.winner()).isEqualTo(SUCCESSOR));
    }

    @Test
    @Tag("R53")
    void aRequestThatNothingDistinguishesIsNeverARepeat() {
        assertThatThrownBy(
                        () -> Lifecycle.succession(Instances.supersededBy(SUCCESSOR), "laptop", claim(1, null), null))
                .isInstanceOf(AlreadyClaimed.class);
    }

    private static Claim claim(int generation, @Nullable String key) {
        return claim(generation, key, null);
    }

    private static Claim claimNaming(String successor) {
        return claim(1, null, successor);
    }

    private static Claim claim(int generation, @Nullable String key, @Nullable String successor) {
        var resumption = new Resumption(null, null, null);
        return new Claim("laptop", key, generation, null, successor, null, null, null, null, null, resumption);
    }
}
