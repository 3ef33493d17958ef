package continuity.resume.fold;

import continuity.contracts.Instance;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The instance as the registry last told: the highest revision wins. Within one revision only the heartbeat moves, so
 * the later heartbeat decides, and its text if even that is the same.
 *
 * @param instance null while the registry has not been heard
 */
public record RegistryRow(long revision, @Nullable Instance instance) {

    static final RegistryRow NONE = new RegistryRow(-1, null);

    private record Known(long revision, Instance instance) {}

    private static final Comparator<Known> ORDER = Comparator.comparingLong(Known::revision)
            .thenComparing(known -> known.instance().lastHeartbeat())
            .thenComparing(known -> known.instance().toString());

    RegistryRow join(RegistryRow other) {
        if (instance == null || other.instance == null) {
            return instance == null ? other : this;
        }
        var order = ORDER.compare(new Known(revision, instance), new Known(other.revision, other.instance));
        return order >= 0 ? this : other;
    }
}
