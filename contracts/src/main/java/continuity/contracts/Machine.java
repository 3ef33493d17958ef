package continuity.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine of the fleet as others may know it: nothing in it opens a door.
 *
 * @param name as {@link MachineName} says
 * @param role {@code hub} or {@code worker}
 * @param os {@code linux}, {@code macos} or {@code windows}; null while unknown
 * @param powerState {@code online}, {@code awake}, {@code off} or {@code unknown}
 * @param responsibilities what agents on it shall and shall not do, in the words of whoever set it up
 */
public record Machine(String name, String role, @Nullable String os, String powerState, List<String> responsibilities) {

    public Machine {
        responsibilities = List.copyOf(responsibilities);
    }
}
