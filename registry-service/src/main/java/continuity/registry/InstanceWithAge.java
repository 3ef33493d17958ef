package continuity.registry;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import continuity.contracts.Instance;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An instance as the registry answers it: its fields, and how old its last sign of life is.
 *
 * @param ageSeconds when it was read, never negative
 */
@RegisterForReflection
record InstanceWithAge(@JsonUnwrapped Instance instance, long ageSeconds) {

    static InstanceWithAge of(InstanceRow row) {
        return new InstanceWithAge(row.instance(), row.ageSeconds());
    }
}
