package continuity.registry;

import continuity.contracts.Instance;
import continuity.contracts.InstanceStatus;
import continuity.contracts.InstanceType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instances for tests of the core, registered at {@link #REGISTERED_AT}. */
final class Instances {

    static final Instant REGISTERED_AT = Instant.parse("2026-03-01T10:00:00Z");

    private Instances() {}

    static Instance active(int generation) {
        return instance(InstanceStatus.ACTIVE, generation, null);
    }

    static Instance closed(int generation) {
        return instance(InstanceStatus.CLOSED, generation, null);
    }

    static Instance supersededBy(String successor) {
        return instance(InstanceStatus.CLOSED, 1, successor);
    }

    private static Instance instance(InstanceStatus status, int generation, @Nullable String supersededBy) {
        return with("odin3", null, null, status, generation, supersededBy);
    }

    static Instance shown(@Nullable String machine, @Nullable Integer percent, @Nullable String epic) {
        return with(machine, percent, epic, InstanceStatus.ACTIVE, 1, null);
    }

    private static Instance with(
            @Nullable String machine,
            @Nullable Integer percent,
            @Nullable String epic,
            InstanceStatus status,
            int generation,
            @Nullable String supersededBy) {
        return new Instance(
                "odin-PS-8f4a2b",
                "odin",
                InstanceType.PS,
                machine,
                status,
                percent,
                null,
                epic,
                null,
                null,
                null,
                null,
                null,
                supersededBy,
                REGISTERED_AT,
                REGISTERED_AT,
                generation,
                null,
                null,
                null,
                null);
    }
}
