package continuity.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R88")
class CallerTest {

    private final Caller laptop = new Caller("odin-laptop", Set.of("agent"), Set.of("odin"), "laptop");
    private final Caller everywhere = new Caller("local-user", Set.of("viewer", "agent"), Set.of("*"), null);

    @Test
    void agentWritesForItsOwnMachineAndProjectsOnly() {
        assertThat(laptop.writes("odin", "laptop")).isTrue();
        assertThat(laptop.writes("odin", "server")).isFalse();
        assertThat(laptop.writes("thor", "laptop")).isFalse();
    }

    @Test
    void agentSeesItsProjectsFromAnyMachine() {
        assertThat(laptop.sees("odin")).isTrue();
        assertThat(laptop.sees("thor")).isFalse();
    }

    @Test
    void starMeansAllProjectsAndNoMachineMeansAnyMachine() {
        assertThat(everywhere.writes("thor", "server")).isTrue();
    }

    @Test
    void viewerWritesNothing() {
        assertThat(new Caller("reader", Set.of("viewer"), Set.of("*"), null).writes("odin", "laptop"))
                .isFalse();
    }

    @Test
    void whoeverIsNamedByAServiceHasNoMoreRightsThanBoth() {
        var bound = new Caller("edge", Set.of("service"), Set.of("odin"), "hub");

        assertThat(everywhere.within(bound))
                .isEqualTo(new Caller("local-user", everywhere.roles(), Set.of("odin"), "hub"));
        assertThat(laptop.within(everywhere)).isEqualTo(laptop);
    }
}
