package continuity.registry;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import continuity.contracts.Instance;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An instance as the registry answers it: its fields, and what they mean at the time of reading.
 *
 * @param ageSeconds of its last sign of life, never negative
 * @param running what it is in the middle of; null for nothing, or if that is unknown
 * @param quiet whether it has been silent for so long that it would be stale, were it not in the middle of something
 */
@RegisterForReflection
record InstanceWithAge(
        @JsonUnwrapped Instance instance,
        long ageSeconds,
        @Nullable Running running,
        boolean quiet) {

    static InstanceWithAge of(InstanceRow row, Duration staleAfter) {
        return new InstanceWithAge(row.instance(), row.ageSeconds(), row.running(), row.isQuiet(staleAfter));
    }
}
