package continuity.kit.instances;

import continuity.contracts.Instance;
import org.jspecify.annotations.Nullable;

/**
 * The little that a service remembers of an instance.
 *
 * @param hostMachine null when unknown
 * @param supersededBy the successor, null for none
 */
public record KnownInstance(
        String instanceId,
        String project,
        @Nullable String hostMachine,
        int generation,
        @Nullable String supersededBy) {

    static KnownInstance of(Instance instance) {
        return new KnownInstance(
                instance.instanceId(),
                instance.project(),
                instance.hostMachine(),
                instance.generation(),
                instance.supersededBy());
    }
}
