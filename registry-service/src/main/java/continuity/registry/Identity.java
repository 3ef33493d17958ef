package continuity.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who an agent is and where: what it is told when it starts.
 *
 * @param machine where it runs; null while that is unknown
 * @param fleet the other machines, by name, at most {@value #MAX_FLEET}
 */
@RegisterForReflection
record Identity(String instanceId, String project, @Nullable Here machine, List<There> fleet) {

    static final int MAX_FLEET = 20;

    /**
     * The machine of the agent.
     *
     * @param role hub or worker; null if nobody has set the machine up
     * @param responsibilities in the words of whoever set it up
     */
    @RegisterForReflection
    record Here(String name, @Nullable String role, List<String> responsibilities) {}

    /**
     * Another machine.
     *
     * @param role hub or worker; null if nobody has set the machine up
     * @param powerState null if nobody looks after its power
     * @param active number of agents at work there
     */
    @RegisterForReflection
    record There(
            String name, @Nullable String role, @Nullable String powerState, long active) {}
}
