package continuity.registry;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import continuity.contracts.Instance;

/**
 * An instance as the registry answers it: its fields, and how old its last sign of life is.
 *
 * @param ageSeconds when it was read, never negative
 */
record InstanceWithAge(@JsonUnwrapped Instance instance, long ageSeconds) {

    static InstanceWithAge of(InstanceRow row) {
        return new InstanceWithAge(row.instance(), row.ageSeconds());
    }
}
