package continuity.resume;

import continuity.contracts.InstanceStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Whether an instance lives, as the registry says at this moment.
 *
 * @param ageSeconds of its last sign of life
 * @param quiet whether it is counted as alive only because it is in the middle of something
 */
@RegisterForReflection
record Life(InstanceStatus status, long ageSeconds, boolean quiet) {

    /** Whether it is too soon to go on with its work, even for somebody who names it. */
    boolean isCertain() {
        return status == InstanceStatus.ACTIVE && !quiet;
    }
}
